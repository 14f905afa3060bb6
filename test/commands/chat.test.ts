import { afterAll, describe, expect, it } from 'vitest';
import { botOf, type CommandBot } from '../../src/commands/bot.ts';
import { chat, createTalk } from '../../src/commands/chat/command.ts';
import { knowledgeOf, modelOf } from '../../src/knowledge.ts';
import { ANSI, PLAIN, type Style } from '../../src/render/console.ts';
import { folderOf } from '../folder.ts';
import { collector, NOW, run, smallIntents } from './harness.ts';

const INTENTS_DIR = folderOf(smallIntents());
const converse = (...lines: string[]) => run(chat, [], lines.map((line) => `${line}\n`).join(''), { INTENTS_DIR });

const model = modelOf({ intents: INTENTS_DIR, cache: folderOf({}) });
const clock = () => Date.parse(NOW);
const opened: CommandBot[] = [];
afterAll(() => Promise.all(opened.map(({ store }) => store.close())));

async function talkWith(style: Style = PLAIN) {
  const bot = await botOf(knowledgeOf('content', model, '2026-10-01'), clock, collector().stream);
  opened.push(bot);
  return createTalk(bot, clock, style);
}

const WHERE = "Où a lieu l'examen ?";

describe('chat', () => {
  it('greets, answers, and takes its leave at the end of input', async () => {
    const { code, out, err } = await converse(WHERE);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^Bonjour ![\s\S]*L'examen a lieu au Patio[\s\S]*1\. Quand a lieu l'examen \?[\s\S]*Au revoir !\n$/);
  });

  it('leaves at /quit, whatever comes after', async () => {
    const { code, out } = await converse('/quit', WHERE);
    expect(code).toBe(0);
    expect(out).not.toContain('Patio');
  });

  it('is plain text where it is piped', async () => {
    expect((await converse(WHERE)).out).not.toContain('\u001b');
  });

  it.each([
    [['--now'], 'argument missing'],
    [['hello'], '"hello" is no option'],
  ])('refuses %j', async (args, why) => {
    const { code, err } = await run(chat, args, '', { INTENTS_DIR });
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

describe('in a conversation', () => {
  it('a number picks the choice that it stands before', async () => {
    const talk = await talkWith();
    await talk.hear(WHERE);
    expect(await talk.hear('2')).toMatch(/^→ Combien de temps dure l'examen \?\n\nL'examen dure 2 heures/);
  });

  it('a number beyond the choices is a score', async () => {
    const talk = await talkWith();
    await talk.hear('Quelle note sur 20 donne mon score Pix ?');
    expect(await talk.hear('452')).toContain('11,5/20');
  });

  it('/en goes on in English, a bare number included, and /fr in French again', async () => {
    const talk = await talkWith();
    await talk.hear('Quelle note sur 20 donne mon score Pix ?');
    expect(await talk.hear('/en')).toBe('Fine, I will answer you in English.');
    expect(await talk.hear('452')).toContain('452 pix give 11.5/20');
    expect(talk.words('chat.bye')).toBe('Goodbye!');
    expect(await talk.hear('/fr')).toMatch(/français/);
    expect(await talk.hear('500')).toContain('13,5/20');
  });

  it('an unknown command is named, and is no question', async () => {
    expect(await (await talkWith()).hear('/aide')).toMatch(/^Je ne connais pas \/aide\./);
  });

  it('what matters is bold and what matters less is dim, on a terminal that has both', async () => {
    const said = await (await talkWith(ANSI)).hear(WHERE);
    expect(said).toContain('\u001b[1mau Patio');
    expect(said).toContain('\u001b[2mInformation confirmée');
  });
});
