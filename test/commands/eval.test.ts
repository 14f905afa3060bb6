import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/commands/eval/command.ts';
import type { Figures } from '../../src/commands/eval/figures.ts';
import { folderOf } from '../folder.ts';
import { run, smallIntents } from './harness.ts';

const INTENTS_DIR = folderOf(smallIntents());
const evalWith = (args: string[], input = '') => run(evaluate, args, input, { INTENTS_DIR });
const jsonl = (...rows: unknown[]) =>
  join(folderOf({ 'rows.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join('') }), 'rows.jsonl');

const COLOURS = ['red', 'blue', 'green', 'yellow', 'black', 'white'];
const TRAINING = [
  ...COLOURS.map((colour) => ({ text: `paint the wall ${colour}`, lang: 'en', intents: ['paint'] })),
  ...COLOURS.map((colour) => ({ text: `sing a ${colour} song`, lang: 'en', intent: 'sing' })),
  ...COLOURS.map((colour) => ({ text: `how heavy is a ${colour} moon rock`, lang: 'en', intents: ['none'] })),
];

describe('eval', () => {
  it('measures questions by language and style, and plays dialogues', async () => {
    const file = jsonl(
      { text: "Où a lieu l'examen ?", lang: 'fr', intents: ['exam.where'], style: 'careful' },
      { text: 'Where is the exam?', lang: 'en', intents: ['exam.where'], style: 'english' },
      { text: "Où a lieu l'examen ?", lang: 'fr', intents: ['exam.when'], style: 'hurried' },
      { text: 'Wo ist die Prüfung?', lang: 'de', intents: ['none'], style: 'other' },
      { text: '???', lang: 'fr', intents: ['none'], style: 'noise' },
      { name: 'holds', turns: [{ user: "Où a lieu l'examen ?", intents: ['exam.where'], must: ['PATIO'], mustNot: ['avril'] }] },
      { name: 'fails', turns: [{ user: "Où a lieu l'examen ?", intents: ['exam.when'], must: ['avril'] }] },
    );
    const { code, out } = await evalWith([file, '--json', '--now', '2026-10-01T09:00+02:00']);
    expect(code).toBe(0);
    const [figures] = JSON.parse(out) as [Figures];
    expect(figures.answerable.all).toEqual({ right: 2, offered: 0, wrong: 1, refused: 0, all: 3 });
    expect(figures.answerable.langs).toMatchObject({ en: { right: 1, all: 1 }, fr: { right: 1, wrong: 1, all: 2 } });
    expect(figures.answerable.styles).toMatchObject({ careful: { right: 1 }, hurried: { wrong: 1 } });
    expect(figures.none.all).toMatchObject({ right: 1, all: 1 });
    expect(Object.keys(figures.none.langs)).toEqual(['de', 'fr']);
    expect(figures.confusions).toEqual([{ gold: 'exam.when', answered: 'exam.where', count: 1 }]);
    expect(figures.withoutAccents.answerable.all).toBe(3);
    expect(figures.withTypos.answerable.all).toBe(3);
    expect(figures.dialogues?.all).toBe(2);
    expect(figures.dialogues?.misses.map(({ dialogue, turn, why }) => [dialogue, turn, why])).toEqual([
      ['fails', 1, 'answer exam.where instead of exam.when'],
      ['fails', 1, 'lacks /avril/'],
    ]);
  });

  it('prints the same as tables', async () => {
    const file = jsonl(
      { text: "Où a lieu l'examen ?", lang: 'fr', intents: ['exam.when'], style: 'hurried' },
      { text: "Où a lieu l'examen ?", lang: 'fr', intents: ['exam.where'], style: 'hurried' },
      { text: '???', intents: ['none'] },
    );
    const { out } = await evalWith([file]);
    expect(out).toMatch(/^With an answer +right +offered +wrong +refused +of$/m);
    expect(out).toMatch(/^all \(fr, en\) +50\.0 % \(1\) +0\.0 % \(0\) +50\.0 % \(1\) +0\.0 % \(0\) +2$/m);
    expect(out).toMatch(/^style hurried +50\.0 % \(1\)/m);
    expect(out).toMatch(/^To refuse +refused +asked back +answered +of$/m);
    expect(out).toMatch(/^ +1 {2}exam\.when → exam\.where$/m);
  });

  it('learns from another labelled file with --train, instead of the folder', async () => {
    const questions = jsonl(
      { text: 'paint the door blue', lang: 'en', intents: ['paint'] },
      { text: 'sing me a green song', lang: 'en', intents: ['sing'] },
    );
    const [figures] = JSON.parse((await evalWith([questions, '--json', '--train', jsonl(...TRAINING)])).out) as [Figures];
    expect(figures.spoken).toEqual(['en']);
    expect(figures.answerable.all).toMatchObject({ right: 2, all: 2 });
  });

  it.each([
    [['--predict', 'file.jsonl'], 2, 'reads its lines on stdin'],
    [[], 2, 'no file is given'],
    [['--tain', 'x'], 2, "Unknown option '--tain'"],
    [['nowhere.jsonl'], 1, 'nowhere.jsonl'],
    [[jsonl({ text: 'a' })], 1, 'rows.jsonl:1: intents'],
    [['--predict', '--train', jsonl({ text: 'a' })], 1, 'rows.jsonl:1: has no intent'],
    [['--predict', '--train', jsonl()], 1, 'nothing to learn from'],
  ])('refuses %j', async (args, code, why) => {
    const ran = await evalWith(args);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toContain(why);
  });
});

describe('eval --predict', () => {
  it('writes the likeliest intent and its probability for every line, JSON or plain', async () => {
    const { code, out } = await evalWith(
      ['--predict', '--train', jsonl(...TRAINING)],
      '{"text": "paint it red", "lang": "en"}\nsing a white song\nhow heavy is this moon rock\n{not json\n',
    );
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { intent: string; confidence: number });
    expect(lines.slice(0, 3).map(({ intent }) => intent)).toEqual(['paint', 'sing', 'none']);
    expect(lines).toHaveLength(4);
    for (const { confidence } of lines) expect(confidence).toSatisfy((p: number) => p > 0 && p <= 1);
  });

  it('uses the folder of phrasings without --train', async () => {
    expect(JSON.parse((await evalWith(['--predict'], "Où a lieu l'examen ?\n")).out)).toMatchObject({ intent: 'exam.where' });
  });

  it('answers a line without text with an error, and ends with exit code 1', async () => {
    const { code, out } = await evalWith(['--predict'], '{"txt": "a"}\nbonjour\n');
    expect(code).toBe(1);
    expect(out.split('\n')[0]).toContain('"error"');
    expect(out.trimEnd().split('\n')).toHaveLength(2);
  });
});
