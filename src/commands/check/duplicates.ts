import type { IntentId } from '../../types.ts';
import type { Phrasing, Phrasings } from '../../understand/phrasings.ts';
import { level } from '../../understand/words.ts';
import type { Fault } from '../../yaml.ts';
import { type Place, type Places, textsIn } from './places.ts';

/** A text as far as it counts: case, accents, punctuation and spaces make no other question of it. */
export function levelled(text: string): string {
  return level(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The same phrasing under two intents, each of them in no context or after the same answer: nothing can be learnt from both. */
export function duplicateFaults({ examples }: Phrasings, files: Places): Fault[] {
  const first = new Map<string, Phrasing>();
  const faults: Fault[] = [];
  const told = new Set<string>();
  for (const example of examples) {
    const key = `${example.before ?? ''}\n${levelled(example.text)}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, example);
    if (other === undefined || other.intent === example.intent || levelled(example.text) === '') continue;
    const pair = `${key}\n${example.intent}`;
    if (told.has(pair)) continue;
    told.add(pair);
    const [here, there] = [placeOf(example, files), placeOf(other, files)];
    faults.push({
      ...here,
      what: `"${example.text}" stands here for ${example.intent}, and for ${other.intent} at ${there.file}:${there.line}:${there.column}: keep the right one`,
    });
  }
  return faults;
}

/** Where a phrasing stands; the start of the folder's first file if it can't be found. */
function placeOf(example: Phrasing, files: Places): Fault {
  for (const place of files.all())
    for (const { text, path } of textsIn(place.data)) if (isMeant(example, text, path, place)) return place.fault(path, '');
  return { file: 'intents', line: 1, column: 1, what: '' };
}

function isMeant(example: Phrasing, text: string, path: readonly PropertyKey[], { file, data }: Place): boolean {
  if (file.endsWith('patterns.yaml')) return path[0] === 'intents' && path[1] === example.intent && fits(text, example.text);
  if (text.trim() !== example.text) return false;
  if (!Array.isArray(data)) return example.before === undefined && path[0] === example.intent && path.length > 2;
  const { after, means } = data[path[0] as number] as { after: IntentId; means: IntentId };
  return path.length > 2 && after === example.before && means === example.intent;
}

/** A pattern ("c'est quand {exam} ?") that a phrasing was made with. */
function fits(frame: string, text: string): boolean {
  const [before = '', after] = frame.split(/\{[^}]*\}/);
  if (after === undefined) return frame === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
