import { describe, expect, it } from 'vitest';
import { createAnswer, NEEDS, SKILLS } from '../src/answer.ts';
import { dateOf, quote } from '../src/content/facts.ts';
import { linksOf } from '../src/content/markdown.ts';
import { type Content, loadContent, type Part } from '../src/content.ts';
import { PROGRAM_FACTS } from '../src/knowledge.ts';
import { plainText } from '../src/render/console.ts';
import type { Block, Lang, Reply, Semester, Slots } from '../src/types.ts';

/** The first day of the year that has everything, the days around deadlines, 29 February, and years that have nothing yet. */
const DAYS = [
  '2023-09-01',
  '2023-11-16',
  '2024-02-29',
  '2024-04-13',
  '2024-08-31',
  '2024-09-01',
  '2026-10-01',
  '2026-11-16',
  '2027-03-16',
  '2027-08-31',
];
const TODAY = '2026-10-01';
const SEMESTERS = [undefined, 1, 2] as const;
const MOST_WORDS = 90;

const contents = new Map(DAYS.map((day) => [day, loadContent('content', PROGRAM_FACTS, NEEDS, day)]));
const content = contents.get(TODAY) as Content;
const plainEntries = [...content.entries].filter(([intent]) => !(intent in SKILLS));

function answer(intent: string, lang: Lang, day: string, slots: Slots = {}): Reply {
  const reply = createAnswer(contents.get(day) as Content);
  return reply({ kind: 'sure', intents: [intent], slots, confidence: 1, lang }, { intents: [] }, Date.parse(`${day}T12:00+02:00`))
    .reply;
}

/** What is read of an answer: without the addresses behind links, tables and pictures. */
function wordsIn({ blocks }: { blocks: readonly Block[] }): number {
  const text = plainText({ blocks: blocks.filter(({ type }) => type === 'paragraph' || type === 'list') });
  const visible = text.replace(/ \((?:https?:[^)]*|[^\s()]+@[^\s()]+)\)/g, '');
  return visible.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

describe('every answer', () => {
  it.each(DAYS)(`has at most ${MOST_WORDS} words, some of them, in both languages, on %s`, (day) => {
    const long: string[] = [];
    for (const [intent] of plainEntries)
      for (const lang of content.langs)
        for (const semester of SEMESTERS) {
          const words = wordsIn(answer(intent, lang, day, { semester }));
          if (words > MOST_WORDS || words === 0) long.push(`${intent} ${lang} semester ${semester}: ${words} words`);
        }
    expect(long).toEqual([]);
  });

  it('made by a skill has at most as many words, whatever it is asked', () => {
    const asked: Slots[] = [
      {},
      { numbers: [{ value: 452 }] },
      {
        numbers: [
          { value: 452.5, unit: 'pix' },
          { value: 14, unit: 'grade' },
        ],
        from: 'profile',
      },
      { numbers: [{ value: 400 }, { value: 450 }], range: true },
      { numbers: [{ value: 14 }] },
      { numbers: [{ value: 13.7 }, { value: 300, unit: 'pix' }] },
      { pass: true },
      { unknownScore: true },
    ];
    const long: string[] = [];
    for (const intent of Object.keys(SKILLS))
      for (const lang of content.langs)
        for (const slots of asked) {
          const words = wordsIn(answer(intent, lang, TODAY, slots));
          if (words > MOST_WORDS || words === 0) long.push(`${intent} ${lang} ${JSON.stringify(slots)}: ${words} words`);
        }
    expect(long).toEqual([]);
  });

  it('offers two or three choices', () => {
    expect(
      [...content.entries].filter(([, { choices }]) => choices.length < 2 || choices.length > 3).map(([intent]) => intent),
    ).toEqual([]);
  });

  it('leaves no placeholder unfilled', () => {
    for (const [intent] of plainEntries)
      for (const lang of content.langs)
        expect(JSON.stringify(answer(intent, lang, TODAY).blocks), intent).not.toMatch(/\{[a-z]+\.[a-z]/);
  });

  it('quotes its links from facts.yaml', () => {
    const literal = templatesOf(content)
      .flatMap((blocks) => linksOf(blocks))
      .filter((url) => !/%7B|\{/.test(url));
    expect(literal).toEqual([]);
  });
});

function templatesOf({ entries, phrases }: Content): (readonly Block[])[] {
  const parts = [...entries.values()].flatMap((entry) =>
    entry.parts.flatMap(({ now, past, passed }) => [now, past ?? {}, passed ?? {}]),
  );
  const texts = [...entries.values()].flatMap((entry) => Object.values(entry.texts));
  return [...parts, ...texts, ...Object.values(phrases)].flatMap((template) => Object.values(template));
}

/** The facts and dates of given years that a part quotes. */
function yearlyIn(part: Part): string[] {
  const quoted = JSON.stringify([part.now, part.past]).matchAll(/\{([a-z][a-z0-9.-]*)\}/g);
  const isYearly = (name: string) => {
    const fact = content.facts.facts[name];
    const date = content.calendar[name];
    return (fact !== undefined && 'years' in fact) || (date !== undefined && date.every === undefined);
  };
  return [...new Set([...quoted].map((match) => match[1] as string))].filter(isYearly);
}

describe('a fact of 2023-2024', () => {
  const quoting = plainEntries.filter(([, { parts }]) => parts.some((part) => yearlyIn(part).length > 0));

  it('is quoted by the answers that the source gives it for', () => {
    const expected = [
      'calendar.overview',
      'contact.cell',
      'contact.languages',
      'exam.register',
      'exam.when',
      'human.handoff',
      'profile.share',
      'training.drop-in',
      'training.workshops',
    ];
    expect(quoting.map(([intent]) => intent).sort()).toEqual(expected);
  });

  it.each(['2024-09-01', TODAY, '2027-08-31'])('comes first and with a caution, never as if it were current, on %s', (day) => {
    for (const [intent] of quoting)
      for (const lang of content.langs) {
        const [first] = answer(intent, lang, day).blocks;
        expect(first, `${intent} ${lang}`).toMatchObject({ tone: 'caution' });
        const text = plainText({ blocks: first ? [first] : [] });
        expect(text, `${intent} ${lang}`).toMatch(/pas encore|incomplet|not know|incomplete/);
      }
  });

  it('is said in no other part than a caution', () => {
    for (const [intent, { parts }] of quoting)
      for (const part of parts)
        for (const name of yearlyIn(part))
          for (const lang of content.langs) {
            const value = quote(name, content.facts, TODAY, lang)?.text as string;
            const current = answer(intent, lang, TODAY).blocks.filter(
              (block) => block.type !== 'paragraph' || block.tone !== 'caution',
            );
            expect(plainText({ blocks: current }), `${intent} ${lang} ${name}`).not.toContain(value);
          }
  });

  it('needs no caution in its year', () => {
    for (const [intent] of plainEntries)
      for (const lang of content.langs)
        expect(
          answer(intent, lang, '2024-02-29').blocks.filter((block) => block.type === 'paragraph' && block.tone === 'caution'),
          intent,
        ).toEqual([]);
  });

  it('is the scale: named as that of another year before any grade', () => {
    for (const [intent, slots] of [
      ['grade.compute', { numbers: [{ value: 452 }] }],
      ['grade.target', { numbers: [{ value: 12 }] }],
      ['grade.scale', {}],
    ] as [string, Slots][]) {
      expect(answer(intent, 'fr', TODAY, slots).blocks[0], intent).toMatchObject({ type: 'paragraph', tone: 'caution' });
      expect(plainText(answer(intent, 'fr', TODAY, slots)).indexOf('2026-2027'), intent).toBeGreaterThan(-1);
      expect(answer(intent, 'fr', '2024-02-29', slots).blocks[0], intent).not.toMatchObject({ tone: 'caution' });
    }
  });
});

describe('asked for one semester, an answer', () => {
  const datesOf = (semester: Semester) => Object.values(content.calendar).filter((entry) => entry.semester === semester);
  const inSemester = plainEntries.filter(([, { parts }]) => parts.some((part) => part.semester !== undefined));

  it.each([1, 2] as const)('about semester %i does not mention a date of the other', (asked) => {
    const other = datesOf(asked === 1 ? 2 : 1);
    for (const day of DAYS)
      for (const lang of content.langs)
        for (const [intent] of inSemester) {
          const text = plainText(answer(intent, lang, day, { semester: asked }));
          for (const entry of other)
            for (const date of [dateOf(entry, day)?.from, dateOf(entry, day)?.to])
              if (date) expect(text, `${intent} ${lang} ${day}`).not.toMatch(dayPattern(date, lang));
          expect(text, `${intent} ${lang} ${day}`).not.toMatch(asked === 1 ? /semestre 2|semester 2/i : /semestre 1|semester 1/i);
        }
  });

  it('still mentions its own', () => {
    expect(plainText(answer('profile.deadline', 'fr', TODAY, { semester: 1 }))).toContain('15 novembre 2026 (date à confirmer)');
    expect(plainText(answer('profile.deadline', 'fr', TODAY, { semester: 2 }))).toContain('15 mars 2027 (date à confirmer)');
  });
});

function dayPattern(date: string, lang: Lang): RegExp {
  const words = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long', timeZone: 'UTC' }).formatToParts(
    Date.parse(`${date}T00:00Z`),
  );
  const [day, month] = ['day', 'month'].map((type) => words.find((part) => part.type === type)?.value);
  return new RegExp(`\\b${day} ${month}\\b`);
}

describe('a deadline', () => {
  it('that has passed is said to have passed, and the next one is named', () => {
    const text = plainText(answer('profile.deadline', 'fr', '2026-11-16', { semester: 1 }));
    expect(text).toContain(
      'la date limite du 15 novembre est passée ; la prochaine est le lundi 15 novembre 2027 (date à confirmer)',
    );
  });

  it('of a confirmed year carries no mark', () => {
    expect(plainText(answer('profile.deadline', 'en', '2023-09-01', { semester: 1 }))).toContain(
      'by Wednesday 15 November 2023 at the latest',
    );
  });
});

it('keeps the help lines out of years and cautions', () => {
  for (const day of DAYS)
    expect(plainText(answer('human.distress', 'fr', day))).toMatch(/^Merci de me l'avoir dit[\s\S]*\b3114\b/);
});
