import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check/command.ts';
import { additionIn } from '../../src/commands/check/renew.ts';
import { folderOf, MARK, markIn } from '../folder.ts';
import { type Ran, run, smallIntents } from './harness.ts';

/** Runs the check on the small phrasings and the repository's content, each with some files changed. */
async function checkWith(
  intents: Record<string, string>,
  content: Record<string, (text: string) => string> = {},
  args: string[] = [],
) {
  const INTENTS_DIR = folderOf({ ...smallIntents(), ...intents });
  const CONTENT_DIR = folderOf({});
  cpSync('content', CONTENT_DIR, { recursive: true });
  for (const [name, change] of Object.entries(content)) {
    const path = join(CONTENT_DIR, name);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }
  return { ...(await run(check, args, '', { INTENTS_DIR, CONTENT_DIR })), INTENTS_DIR, CONTENT_DIR };
}

/** The lines of faults: those before their count. */
const faultLines = ({ out }: Ran) =>
  out
    .slice(0, out.search(/^(?:\d+ faults?|No fault)/m))
    .split('\n')
    .filter(Boolean);

const SMALL = smallIntents();
const small = (file: string) => SMALL[file] as string;

describe('check', () => {
  it('finds no fault where all agrees, and lists what to renew', async () => {
    const ran = await checkWith({});
    expect(faultLines(ran)).toEqual([]);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^No fault: \d+ answers, \d+ phrasings\.\n\nTo fill in for 2026-2027/);
    expect(ran.out).toMatch(
      /facts\.yaml:\d+:\d+: code\.share \(le code de partage\); 2023-2024: MJPECY231; add below line \d+:\n {4}2026-2027: "…"\n/,
    );
    expect(ran.out).toContain('write line 20 as:\n  years: {2023-2024: 2024-02-12, 2026-2027: 2027-MM-DD}');
    expect(ran.out).toMatch(/calendar\.yaml:\d+:\d+: profile\.s1: 2026-11-15; write `confirmed: \[2023-2024, 2026-2027\]`/);
  });

  it('has nothing to renew in the year that the facts are of', async () => {
    const { code, out } = await checkWith({}, {}, ['--strict', '--now', '2024-02-29']);
    expect(code).toBe(0);
    expect(out).not.toMatch(/To fill in|To confirm/);
  });

  it('fails on expired facts with --strict, and says so', async () => {
    const { code, out } = await checkWith({}, {}, ['--strict']);
    expect(code).toBe(1);
    expect(out).toMatch(/--strict: 12 facts have expired/);
  });

  it('takes the lines that it asks for, filled in', async () => {
    const filled = await checkWith(
      {},
      {
        'facts.yaml': (text) => text.replace(/( {4})2023-2024: MJPECY231\n/, '$&$12026-2027: NEWCODE1\n'),
        'calendar.yaml': (text) =>
          text.replace('years: {2023-2024: 2024-04-16}', 'years: {2023-2024: 2024-04-16, 2026-2027: 2027-04-15}'),
      },
    );
    expect(faultLines(filled)).toEqual([]);
    expect(filled.out).not.toMatch(/code\.share|exam\.start/);
  });

  it.each([
    [['--strickt'], "Unknown option '--strickt'"],
    [['extra'], '"extra" is no option'],
    [['--intents', 'nowhere'], '"nowhere" is no folder: give another with --intents'],
  ])('refuses %j with exit code 2', async (args, why) => {
    const { code, out, err } = await run(check, args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(why);
  });
});

describe('a disagreement is a fault at its place:', () => {
  const cases: [fault: string, file: string, text: string, says: RegExp][] = [
    [
      'phrasings without an answer',
      'more.yaml',
      'exam.why:\n  §fr: ["pourquoi un examen"]\n',
      /no file in content\/ answers "exam\.why"/,
    ],
    [
      'a pattern without an answer',
      'patterns.yaml',
      'lists:\n  x:\n    fr: ["a"]\nintents:\n  exam.why:\n    §fr: ["pourquoi {x} ?"]\n',
      /no file in content\/ answers "exam\.why"/,
    ],
    [
      'a pattern of two answers',
      'patterns.yaml',
      'lists:\n  x:\n    fr: ["l\'examen"]\nintents:\n  exam.why:\n    fr: ["pourquoi {x} ?"]\n  exam.when:\n    fr:\n      - §"où a lieu {x} ?"\n',
      /stands here for exam\.when, and for exam\.where at/,
    ],
    [
      'a topic of an unknown answer',
      'topics.yaml',
      small('topics.yaml').replace(/\}\s*$/, ',\n "exam.why": §{"fr": "a", "en": "b"}}'),
      /no answer is called "exam\.why"/,
    ],
    [
      'an answer without a topic',
      'topics.yaml',
      `§${small('topics.yaml').replace(/"exam\.where": \{[^}]*\},/, '')}`,
      /"exam\.where" is missing/,
    ],
    [
      'a topic without a language',
      'topics.yaml',
      small('topics.yaml').replace(/("exam\.where": )\{\s*("fr": "[^"]*"),[^}]*\}/, '$1§{$2}'),
      /"en" is missing/,
    ],
    [
      'a follow-up after an unknown answer',
      'follow-ups/exam.yaml',
      '- after: §exam.whre\n  means: exam.when\n  fr: ["et quand ?"]\n',
      /no answer is called "exam\.whre"/,
    ],
    [
      'a follow-up to an unknown answer',
      'follow-ups/exam.yaml',
      '- after: exam.where\n  means: §exam.whn\n  fr: ["et quand ?"]\n',
      /no answer is called "exam\.whn"/,
    ],
    [
      'a phrasing of two answers',
      'none.yaml',
      'none:\n  general:\n    fr:\n      - §"OU A LIEU l’examen"\n',
      /"OU A LIEU l’examen" stands here for none, and for exam\.where at .*exam\.yaml:\d+:\d+/,
    ],
    [
      'a follow-up of two answers',
      'follow-ups/exam.yaml',
      '- after: exam.where\n  means: exam.when\n  fr: ["et quand ?"]\n- after: exam.where\n  means: exam.duration\n  fr: [§"Et quand"]\n',
      /stands here for exam\.duration, and for exam\.when at .*exam\.yaml:3:8/,
    ],
    ['a shape that is none', 'more.yaml', 'Exam:\n  §fr: ["a"]\n', /topic\.name/],
  ];

  it.each(cases)('%s', async (_, file, text, says) => {
    const ran = await checkWith({ [file]: text });
    expect(ran.code).toBe(1);
    const { line, column } = markIn(text);
    expect(text).toContain(MARK);
    const found = faultLines(ran).filter((fault) => says.test(fault));
    expect(found, ran.out.slice(0, 2000)).toHaveLength(1);
    expect(found[0]).toContain(`${ran.INTENTS_DIR}/${file}:${line}:${column}: `);
  });

  it('an answer that nobody can ask for, in one language at least', async () => {
    const ran = await checkWith({
      'exam.yaml': small('exam.yaml').replace(/("exam\.where": \{\s*"fr": \[[^\]]*\]),[^\]]*\]/, '$1'),
    });
    expect(
      faultLines(ran).filter((fault) =>
        /exam\.yaml:2:3: no file in intents\/ says how people ask for "exam\.where" in "en"/.test(fault),
      ),
    ).toHaveLength(1);
  });

  it('a title that is understood as something else', async () => {
    const ran = await checkWith(
      {},
      { 'exam.yaml': (text) => text.replace(`fr: "Où a lieu l'examen ?"`, `fr: "Combien de temps dure l'examen ?"`) },
    );
    expect(
      faultLines(ran).filter((fault) =>
        /exam\.yaml:2:\d+: "Combien de temps dure l'examen \?" is understood as exam\.duration in "fr" instead of exam\.where/.test(
          fault,
        ),
      ),
    ).toHaveLength(1);
  });

  it('a year far ahead', async () => {
    const ran = await checkWith({}, { 'facts.yaml': (text) => text.replace('2023-2024: MJPECY231', '2032-2033: MJPECY231') });
    expect(faultLines(ran)).toEqual([expect.stringMatching(/facts\.yaml:\d+:16: 2032-2033 lies beyond 2027-2028/)]);
  });

  it('a value that was left blank', async () => {
    const ran = await checkWith(
      {},
      { 'facts.yaml': (text) => text.replace('2023-2024: MJPECY231', '2023-2024: MJPECY231\n    2026-2027: "…"') },
    );
    expect(faultLines(ran)).toEqual([expect.stringMatching(/facts\.yaml:\d+:16: "…" is to be filled in/)]);
  });

  it('content and phrasings both, when both are at fault', async () => {
    const ran = await checkWith(
      { 'more.yaml': 'Exam: {}\n' },
      { 'exam.yaml': (text) => text.replace('{place.exam}', '{plaice}') },
    );
    expect(faultLines(ran)).toHaveLength(2);
    expect(ran.out).toMatch(/^2 faults\.$/m);
    expect(ran.code).toBe(1);
  });
});

describe('the line to add', () => {
  it('goes to the end of its block, behind values of several lines', () => {
    const lines = ['a:', '  years:', '    2023-2024:', '      fr: x', '      en: y', '', '# next', 'b:'];
    expect(additionIn(lines, 3, '2026-2027: z')).toEqual({ how: 'add below line 5', line: '    2026-2027: z' });
  });

  it('is the whole line where the years stand in braces, its comment kept', () => {
    expect(additionIn(['  years: {2023-2024: {fr: x}} # why'], 1, '2026-2027: z').line).toBe(
      '  years: {2023-2024: {fr: x}, 2026-2027: z} # why',
    );
  });
});
