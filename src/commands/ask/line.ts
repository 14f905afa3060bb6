import { z } from 'zod';
import { plainText } from '../../render/console.ts';
import type { IntentId, Lang, Reply } from '../../types.ts';

/** One line of a batch: what a person says, turn by turn. `whole`: the line was {"turns": …}, and so is its answer. */
export type Asked = { turns: string[]; whole: boolean; lang?: Lang };

/** What goes wrong with a line, instead of its answer. */
export type LineError = { error: string };

/** A reply as machines read it. `choices`: the intents offered; `text`: without them. */
export type ReplyLine = {
  kind: 'answer' | 'clarify' | 'none';
  intents: IntentId[];
  confidence: number;
  choices: IntentId[];
  lang: Lang;
  text: string;
};

const lang = z.string().nullish();
// Labelled files hold more than is asked here: their other fields are left unread.
const single = z.object({ text: z.string(), lang });
const several = z.object({ turns: z.array(z.string()).min(1), lang });

/** Reads {"text": …, "lang"?: …} or {"turns": […], "lang"?: …}. A language that is not spoken here is no hint. */
export function readLine(line: string, langs: readonly Lang[]): Asked | LineError {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { error: 'not valid JSON: write one object a line, such as {"text": "c\'est où ?"} or {"turns": ["…", "…"]}' };
  }
  const has = (key: string) => typeof json === 'object' && json !== null && key in json;
  const whole = has('turns');
  if (whole && has('text')) return { error: 'both "text" and "turns": write one of them' };
  const parsed = whole ? several.safeParse(json) : single.safeParse(json);
  if (!parsed.success)
    return {
      error: parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join('; '),
    };
  const hint = langs.find((known) => known === parsed.data.lang);
  return 'turns' in parsed.data
    ? { turns: parsed.data.turns, whole, lang: hint }
    : { turns: [parsed.data.text], whole, lang: hint };
}

/** A reply as one JSON object; an apology as {"error": …}. */
export function replyLine(reply: Reply): ReplyLine | LineError {
  const { kind, intents, confidence, lang, choices } = reply;
  if (kind === 'error') return { error: plainText(reply) };
  // A choice's id may carry a setting ("profile.deadline;semester=1"): what it offers is the intent.
  const offered = kind === 'clarify' ? intents : choices.map(({ id }) => id.split(';')[0] as IntentId);
  return {
    kind,
    intents,
    confidence: Math.round(confidence * 10_000) / 10_000,
    choices: [...new Set(offered)],
    lang,
    text: plainText(reply),
  };
}
