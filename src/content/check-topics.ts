import type { z } from 'zod';
import type { Needs } from '../content.ts';
import type { Fault } from '../yaml.ts';
import { type Draft, languages, type Path, type Say } from './checks.ts';
import { type Facts, quote } from './facts.ts';
import { linksOf, MarkdownError, parseMarkdown, placeholdersOf } from './markdown.ts';
import type { topicFile } from './schema.ts';

/** Languages, placeholders, states, Markdown, links, choices, and the texts that the code asks for. */
export function checkTopics(draft: Draft): Fault[] {
  const { facts, calendar, phrases, topics, program, needs, today } = draft;
  const faults: Fault[] = [];
  const known: Facts = { facts: facts.data, calendar: calendar.data, program, toConfirm: phrases.data.toConfirm ?? {} };
  const files = new Map<string, string>();
  for (const topic of topics) {
    const say: Say = (path, what) => faults.push(topic.fault(path, what));
    for (const [intent, entry] of Object.entries(topic.data)) {
      const other = files.get(intent);
      if (other !== undefined) say([intent], `"${intent}" is already answered in ${other}: keep one of the two`);
      files.set(intent, topic.file);
      languages(entry.title, needs.langs, [intent, 'title'], say);
      for (const [i, part] of (entry.answer ?? []).entries()) checkPart(part, [intent, 'answer', i], known, needs, today, say);
      const texts = 'texts' in entry ? entry.texts : {};
      for (const [name, text] of Object.entries(texts)) checkOwnText(text, [intent, 'texts', name], known, needs, today, say);
      for (const name of needs.texts[intent] ?? [])
        if (!(name in texts)) say([intent], `the text "${name}" is missing under \`texts\`: the program needs it here`);
      if (Object.keys(texts).length > 0 && !(intent in needs.texts))
        say([intent, 'texts'], 'no skill of the program uses these texts: write `answer` instead');
    }
  }
  for (const topic of topics)
    for (const [intent, entry] of Object.entries(topic.data))
      for (const [i, choice] of entry.choices.entries()) {
        if (!files.has(choice))
          faults.push(topic.fault([intent, 'choices', i], `no answer is called "${choice}": offer one that exists`));
        if (choice === intent)
          faults.push(topic.fault([intent, 'choices', i], 'an answer must not offer itself: choose another next question'));
      }
  for (const [name, text] of Object.entries(phrases.data))
    checkOwnText(text, [name], known, needs, today, (path, what) => faults.push(phrases.fault(path, what)));
  for (const name of needs.phrases)
    if (!(name in phrases.data)) faults.push(phrases.fault([], `the phrase "${name}" is missing: the program needs it`));
  for (const intent of Object.keys(needs.texts))
    if (!files.has(intent))
      faults.push({
        file: 'content',
        line: 1,
        column: 1,
        what: `no file answers "${intent}", which the program has a skill for: add it`,
      });
  return faults;
}

type AnswerPart = NonNullable<z.output<typeof topicFile>[string]['answer']>[number];

function checkPart(part: AnswerPart, path: Path, known: Facts, needs: Needs, today: string, say: Say): void {
  const stated = typeof part.now === 'object';
  const { semester: _, ...plain } = part;
  const variants = (stated ? Object.entries(plain) : [['', plain]]) as [string, Record<string, string>][];
  for (const [variant, texts] of variants) {
    if (texts === undefined) continue;
    const where = variant === '' ? path : [...path, variant];
    checkText(texts, where, needs, say);
    for (const [lang, text] of Object.entries(texts)) checkQuotes(text, lang, [...where, lang], known, today, say);
  }
  const quoted = [...new Set(variants.flatMap(([, texts]) => Object.values(texts ?? {}).flatMap(placeholdersOf)))];
  const yearly = quoted.filter((name) => {
    const base = name.replace(/\.(?:year|day|next)$/, '');
    const fact = known.facts[name] ?? known.facts[base];
    const date = known.calendar[name] ?? known.calendar[base];
    return (fact && 'years' in fact) || (date && date.every === undefined);
  });
  if (yearly.length === 0) return;
  if (!stated || !('past' in part))
    say(
      path,
      `{${yearly[0]}} holds for given years only: write \`now\` and \`past\`, so that an old year is never said as if it were current`,
    );
  const years = new Set(yearly.map((name) => quote(name, known, today, needs.langs[0] as string)?.year));
  if (years.size > 1)
    say(
      path,
      `{${yearly.join('}, {')}} are of different years today: renew them together, or split them into parts of their own`,
    );
}

/** A text that code fills in as well: the names of its values hold no dot, those of facts do (but for {year}). */
function checkOwnText(texts: Record<string, string>, path: Path, known: Facts, needs: Needs, today: string, say: Say): void {
  checkText(texts, path, needs, say);
  for (const [lang, text] of Object.entries(texts))
    checkQuotes(text, lang, [...path, lang], known, today, say, (name) => !name.includes('.'));
}

function checkQuotes(
  text: string,
  lang: string,
  path: Path,
  known: Facts,
  today: string,
  say: Say,
  ofCode: (name: string) => boolean = () => false,
): void {
  const values = new Map<string, string>();
  for (const name of placeholdersOf(text)) {
    const found = quote(name, known, today, lang);
    if (found) values.set(name, found.text);
    else if (!ofCode(name))
      say(path, `{${name}} is not known: write the name of a fact in facts.yaml or of a date in calendar.yaml`);
  }
  try {
    for (const url of linksOf(parseMarkdown(text))) {
      const filled = url
        .replaceAll('%7B', '{')
        .replaceAll('%7D', '}')
        .replace(/\{([^{}]+)\}/g, (_, name: string) => values.get(name) ?? 'x');
      const own = known.program['program.url'];
      if (!isLink(filled) && (own === undefined || !filled.startsWith(`${own}/`)))
        say(path, `"${filled}" is no link that can be followed: write https://… or mailto:name@host`);
    }
  } catch (error) {
    if (!(error instanceof MarkdownError)) throw error;
  }
}

/** A web address with a host, or a mail address. */
export function isLink(url: string): boolean {
  if (/^mailto:[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(url)) return true;
  return /^https:\/\//.test(url) && URL.canParse(url) && new URL(url).hostname.includes('.');
}

function checkText(texts: Record<string, string>, path: Path, needs: Needs, say: Say): void {
  languages(texts, needs.langs, path, say);
  for (const [lang, text] of Object.entries(texts)) {
    try {
      parseMarkdown(text);
    } catch (error) {
      if (!(error instanceof MarkdownError)) throw error;
      say([...path, lang], error.message);
    }
  }
}
