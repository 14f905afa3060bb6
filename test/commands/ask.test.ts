import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask } from '../../src/commands/ask/command.ts';
import { MAX_LINE } from '../../src/commands/lines.ts';
import { folderOf } from '../folder.ts';
import { content, type Ran, run, smallIntents } from './harness.ts';

const INTENTS_DIR = folderOf(smallIntents());

const askWith = (args: string[], input: string | Readable = '') => run(ask, args, input, { INTENTS_DIR });
const batch = (...lines: unknown[]) =>
  askWith(['--jsonl'], lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
const answers = ({ out }: Ran) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const WHERE = "Où a lieu l'examen ?";

describe('ask', () => {
  it('prints the answer and its choices, numbered', async () => {
    const { code, out } = await askWith([WHERE]);
    expect(code).toBe(0);
    expect(out).toMatch(/^L'examen a lieu au Patio[\s\S]*\n\n {2}1\. Quand a lieu l'examen \?\n/);
  });

  it('takes several words as one question', async () => {
    expect((await askWith(WHERE.split(' '))).out).toBe((await askWith([WHERE])).out);
  });

  it('answers for the moment that --now names', async () => {
    expect(
      (await askWith([content.entries.get('exam.when')?.title.fr as string, '--now', '2024-03-01T10:00+01:00'])).out,
    ).toMatch(/^Les examens du semestre 2 commencent le mardi 16 avril 2024/);
  });

  it('reads another folder with --content, and names its faults', async () => {
    const { code, err } = await askWith(['--content', folderOf({ 'exam.yaml': '{}' }), WHERE]);
    expect(code).toBe(1);
    expect(err).toContain('pix: content/facts.yaml:1:1: this file is missing');
  });

  it.each([
    [['--jsonnl'], "Unknown option '--jsonnl'"],
    [['--now'], 'argument missing'],
    [['--now', 'tomorrow', WHERE], '"tomorrow" is no time'],
    [[], 'no question is given'],
    [['--jsonl', WHERE], 'reads its questions on stdin'],
    [['--content', 'nowhere', WHERE], '"nowhere" is no folder'],
  ])('refuses %j with exit code 2 and says how it is used', async (args, why) => {
    const { code, out, err } = await askWith(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(why);
  });
});

describe('ask --jsonl', () => {
  it('answers a line with one JSON object of the promised fields', async () => {
    const ran = await batch({ text: WHERE });
    expect(ran.code).toBe(0);
    const [answer] = answers(ran);
    expect(Object.keys(answer)).toEqual(['kind', 'intents', 'confidence', 'choices', 'lang', 'text']);
    expect(answer).toMatchObject({
      kind: 'answer',
      intents: ['exam.where'],
      choices: ['exam.when', 'exam.duration', 'exam.register'],
      lang: 'fr',
    });
    expect(answer.confidence).toBeGreaterThan(0.5);
    expect(answer.confidence).toBeLessThanOrEqual(1);
    expect(answer.text).toBe(
      "L'examen a lieu au Patio, salle PIX, bâtiment 4, au sous-sol.\n\nInformation confirmée en 2023-2024.",
    );
  });

  it('answers every line in its order, each a conversation of its own', async () => {
    const ran = await batch({ turns: ['Quelle note sur 20 donne mon score Pix ?', '500'] }, { text: '500' }, { text: WHERE });
    const [first, alone, where] = answers(ran);
    expect(first.turns).toHaveLength(2);
    expect(first.turns[1]).toMatchObject({ kind: 'answer', intents: ['grade.compute'] });
    expect(first.turns[1].text).toContain('13,5/20');
    expect(alone.kind).toBe('clarify');
    expect(where.intents).toEqual(['exam.where']);
  });

  it('says what is offered when it asks back', async () => {
    const [answer] = answers(await batch({ text: '500' }));
    expect(answer).toMatchObject({ kind: 'clarify', choices: answer.intents });
    expect(answer.choices.length).toBeGreaterThanOrEqual(2);
  });

  it('takes the language as a hint, and one that it does not speak for none', async () => {
    const langs = answers(
      await batch({ text: '700 pix', lang: 'en' }, { text: '700 pix', lang: 'de' }, { text: '700 pix', lang: null }),
    ).map(({ lang }) => lang);
    expect(langs).toEqual(['en', 'fr', 'fr']);
  });

  it('answers a broken line with an error, goes on, and ends with exit code 1', async () => {
    const ran = await batch(
      '{"text": "oops"',
      { text: WHERE },
      '',
      '[]',
      'null',
      { text: 5 },
      { turns: [] },
      { turns: 'a' },
      { text: 'a', turns: ['b'] },
      { texts: 'a' },
      { text: WHERE },
    );
    expect(ran.code).toBe(1);
    const kinds = answers(ran).map((answer) => answer.kind ?? Object.keys(answer));
    expect(kinds).toEqual([['error'], 'answer', ...Array(8).fill(['error']), 'answer']);
    expect(ran.out).not.toContain('oops');
  });

  it('leaves other fields of labelled lines unread', async () => {
    expect((await batch({ text: WHERE, intents: ['exam.where'], style: 'careful' })).code).toBe(0);
  });

  it('survives whatever a person may write', async () => {
    const texts = [
      '',
      ' ',
      '🤷',
      'x'.repeat(100_000),
      '\u0000\u0007',
      '<script>alert(1)</script>',
      '# {mail.cell} **a**',
      '你好',
      '../../etc/passwd',
      '{}',
      'null',
      '\u2028',
    ];
    const ran = await batch(...texts.map((text) => ({ text })));
    expect(ran.code).toBe(0);
    expect(answers(ran)).toHaveLength(texts.length);
    expect(ran.out).not.toContain('alert(1)');
  });

  it('reads lines whatever the chunks they come in, the last one without its end too', async () => {
    const bytes = Buffer.from(
      `\uFEFF${JSON.stringify({ text: WHERE })}\r\n${JSON.stringify({ text: 'Où trouver mon numéro INE ?' })}`,
    );
    const ran = await askWith(
      ['--jsonl'],
      Readable.from(
        Array.from(bytes, (byte) => Buffer.of(byte)),
        { objectMode: false },
      ),
    );
    expect(answers(ran).map(({ intents }) => intents)).toEqual([['exam.where'], ['account.ine']]);
  });

  it('does not keep a line in memory that never ends', async () => {
    const piece = 'x'.repeat(MAX_LINE / 4);
    const ran = await askWith(
      ['--jsonl'],
      Readable.from([...Array(9).fill(piece), '\n', `${JSON.stringify({ text: WHERE })}\n`]),
    );
    expect(ran.code).toBe(1);
    expect(answers(ran)).toMatchObject([
      { error: `longer than ${MAX_LINE} characters: shorten it` },
      { intents: ['exam.where'] },
    ]);
  });

  it('writes nothing for no lines', async () => {
    expect(await askWith(['--jsonl'])).toMatchObject({ code: 0, out: '' });
  });
});
