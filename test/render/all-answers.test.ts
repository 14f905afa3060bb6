import { describe, expect, it } from 'vitest';
import { phrase } from '../../src/answer/phrase.ts';
import { composeReminder } from '../../src/answer/reminder/message.ts';
import { LANGS, SKILLS } from '../../src/answer.ts';
import { dateAt } from '../../src/content/dates.ts';
import { knowledgeOf, PROGRAM_FACTS } from '../../src/knowledge.ts';
import type { Reply, Slots } from '../../src/types.ts';
import { toyModel } from '../understand/toy.ts';
import { factsIn, level, sortedLinks, unmarked } from './all-answers/facts.ts';
import { CHANNELS } from './all-answers/payloads.ts';
import { calendar, entries, filled, grades, inFull, paragraphs, phrases, type Spoken } from './all-answers/written.ts';

const PROGRAM = PROGRAM_FACTS;
/** In the year of the facts, when dates are still to come and when they are over; in a later year. */
const DAYS = ['2023-10-02', '2024-03-20', '2024-07-01', '2026-10-01', '2027-04-02'].map((day) => Date.parse(`${day}T09:00:00Z`));
const LANGUAGES = LANGS as readonly Spoken[];
const channels = Object.entries(CHANNELS);
const known = new Map(DAYS.map((now) => [now, knowledgeOf('content', toyModel(), dateAt(now))]));

function answerOf(intent: string, lang: Spoken, now: number, slots: Slots = {}): Reply {
  const understood = { kind: 'sure' as const, intents: [intent], slots, confidence: 1, lang };
  return known.get(now)!.answer(understood, { intents: [] }, now).reply;
}

/** An answer of vetted text, which says nothing but what is written in `content/`. */
const WRITTEN = Object.keys(entries).filter((intent) => !SKILLS[intent]);
const cases = LANGUAGES.flatMap((lang) =>
  DAYS.flatMap((now) => WRITTEN.map((intent) => [intent, lang, dateAt(now), now] as const)),
);

/** The small print says when the facts were confirmed: years that `content/` has, and no part of the text. */
const confirmed = (reply: Reply): string => {
  const last = reply.blocks.at(-1);
  return last?.type === 'paragraph' && last.tone === 'note'
    ? last.children.map((node) => ('value' in node ? node.value : '')).join('')
    : '';
};

describe('every written answer, on Teams, Slack, the web and a terminal', () => {
  it('is looked at in all languages, and on days that make it new, over and old', () => {
    expect(WRITTEN.length).toBeGreaterThan(40);
    expect(channels.length).toBe(4);
    const old = cases.filter(([intent, lang, , now]) => JSON.stringify(answerOf(intent, lang, now)).includes('"caution"'));
    expect(old.length).toBeGreaterThan(10);
  });

  it.each(cases)('%s (%s, %s) has the sentences, numbers, dates, codes and links of content/', (intent, lang, today, now) => {
    for (const semester of [undefined, 1, 2] as const) {
      const reply = answerOf(intent, lang, now, semester ? { semester } : {});
      const written = paragraphs(entries[intent]!, today, lang, PROGRAM, semester).map(unmarked);
      const note = confirmed(reply);
      expect(note).toMatch(lang === 'fr' ? /^$|^Information confirmée en / : /^$|^Information confirmed in /);
      const links = sortedLinks(written.flatMap((one) => one.links));
      for (const [channel, arrives] of channels) {
        const arrived = arrives(reply);
        const lines = written.flatMap((one) => (arrived.spelled ? one.spelled : one.text).split('\n'));
        for (const line of lines) expect(level(arrived.text), channel).toContain(level(line));
        expect(factsIn(arrived.text), channel).toEqual(factsIn([...lines, note].join('\n')));
        expect(sortedLinks(arrived.links), channel).toEqual(links);
      }
    }
  });

  it.each(cases)('%s (%s, %s) has the same choices everywhere, in words of content/', (intent, lang, _, now) => {
    const reply = answerOf(intent, lang, now);
    const titles = Object.values(entries).map(({ title }) => title[lang]);
    const labels = reply.choices.map(({ label }) => label);
    expect(labels.length).toBeLessThanOrEqual(3);
    expect([...titles, phrases['remind.button']![lang]]).toEqual(expect.arrayContaining(labels));
    for (const next of entries[intent]!.choices?.slice(0, labels.length - 1) ?? [])
      expect(labels).toContain(entries[next]!.title[lang]);
    for (const [channel, arrives] of channels) expect(arrives(reply).buttons, channel).toEqual(labels);
  });
});

describe('every grade', () => {
  const NOW = DAYS[3]!;
  const scale = Object.values(grades).at(-1)!;
  const written = (value: number, lang: Spoken) => String(value).replace('.', lang === 'fr' ? ',' : '.');

  it.each(LANGUAGES)('of the scale arrives with its score (%s)', (lang) => {
    const rows = scale.map(([score, grade]) => `${score} ${written(grade, lang)}/20`);
    expect(rows.length).toBe(41);
    for (const [channel, arrives] of channels) {
      const text = level(arrives(answerOf('grade.scale', lang, NOW)).text);
      expect(text, channel).toContain(rows.join(' '));
    }
  });

  it.each(LANGUAGES)('is that of content/grades.yaml for the score, the one before and the next one (%s)', (lang) => {
    for (const [i, [from, grade]] of scale.entries()) {
      const [next, nextGrade] = scale[i + 1] ?? [];
      for (const score of [from, (next ?? 1025) - 1]) {
        const reply = answerOf('grade.compute', lang, NOW, { numbers: [{ value: score, unit: 'pix' }] });
        for (const [channel, arrives] of channels) {
          const text = level(arrives(reply).text);
          expect(text, channel).toContain(`${from} → ${written(grade, lang)}/20`);
          expect(text, channel).toContain(`${score} pix`);
          if (next === undefined) continue;
          const facts = factsIn(text);
          for (const fact of [`${next - score}`, `${next}`, `${written(nextGrade!, lang)}/20`])
            expect(facts, channel).toContain(fact);
        }
      }
    }
  });
});

describe('every reminder', () => {
  const NOW = Date.parse('2027-03-01T08:00:00Z');
  const { content } = known.get(DAYS[4]!)!;
  const year = '2026-2027';
  const all = LANGUAGES.flatMap((lang) => Object.keys(calendar).map((date) => [date, lang] as const));

  it.each(all)('of %s (%s) has the day, what is left to do, and its buttons', (date, lang) => {
    const entry = calendar[date]!;
    const notice = { date, year, kind: 'lead', day: '2027-03-15', confirmed: true } as const;
    const reply = composeReminder(content, [notice], lang, NOW);
    const todo = unmarked(filled(phrases[`remind.todo.${entry.intent}`]![lang]!, '2027-03-01', lang, PROGRAM));
    for (const [channel, arrives] of channels) {
      const { text, links, buttons, spelled } = arrives(reply);
      expect(level(text), channel).toContain(entry.name[lang]);
      expect(level(text), channel).toContain(inFull('2027-03-15', lang));
      expect(level(text), channel).toContain(level(spelled ? todo.spelled : todo.text));
      expect(factsIn(text), channel).toContain('14');
      expect(sortedLinks(links), channel).toEqual(sortedLinks(todo.links));
      expect(buttons, channel).toEqual([phrases['remind.done']![lang], phrases['remind.stop']![lang]]);
    }
  });
});

describe('every phrase of the bot’s own', () => {
  const OWN = ['none', 'none.noise', 'none.language', 'clarify', 'error', 'tooLong', 'empty', 'files', 'private'];

  it.each(LANGUAGES.flatMap((lang) => OWN.map((name) => [name, lang] as const)))('%s (%s) arrives whole', (name, lang) => {
    const now = DAYS[3]!;
    const today = dateAt(now);
    const { content } = known.get(now)!;
    const blocks = phrase(content, name, lang, today);
    const whole = unmarked(filled(phrases[name]![lang]!, today, lang, PROGRAM));
    for (const [channel, arrives] of channels) {
      const arrived = arrives({ ...answerOf('bot.help', lang, now), blocks });
      expect(level(arrived.text), channel).toBe(level(arrived.spelled ? whole.spelled : whole.text));
      expect(sortedLinks(arrived.links), channel).toEqual(sortedLinks(whole.links));
    }
  });
});
