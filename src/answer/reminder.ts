import { inWords } from '../content/dates.ts';
import type { Content } from '../content.ts';
import type { Block, Lang, Notice, Reply } from '../types.ts';

/** The message that tells a person of some dates. */
export function composeReminder(content: Content, notices: Notice[], lang: Lang, _now: number): Reply {
  const blocks = notices.map(({ date, day }): Block => {
    const name = content.calendar[date]?.name[lang] ?? date;
    const value = day === undefined ? name : `${name} : ${inWords(day, lang)}`;
    return { type: 'paragraph', children: [{ type: 'text', value }] };
  });
  return { kind: 'answer', intents: [], confidence: 1, lang, blocks, choices: [], version: content.version };
}
