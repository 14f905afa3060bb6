import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { ask } from './support/ask.ts';
import { describeInBrowser, eventually, visit } from './support/browse.ts';
import { openChat } from './support/chat.ts';
import { copyOf, dataFolder, serve } from './support/serve.ts';

const DEADLINE = 'jusqu’à quand je peux construire mon profil au premier semestre ?';
/** Learning takes some seconds; on a machine with other work, far more. */
const LEARNING_MS = 100_000;
/** Means nothing to anybody, until a phrasing says what. */
const UNHEARD = 'bidulotron zinzolin';

/** Changes an entry of a YAML file. */
function change(file: string, edit: (entries: Record<string, Record<string, unknown>>) => void): void {
  const entries = parse(readFileSync(file, 'utf8'));
  edit(entries);
  writeFileSync(file, stringify(entries));
}

const setDeadline = (content: string, day: string) =>
  change(join(content, 'calendar.yaml'), (entries) => {
    entries['profile.s1'] = { ...entries['profile.s1'], every: day, years: undefined };
  });

const state = async (server: string) => {
  const response = await fetch(`${server}/readyz`);
  const { content } = (await response.json()) as { content: { version: string; fault?: string } };
  return { status: response.status, ...content };
};

describe('a running server', () => {
  it('takes changed content, and keeps the old when the change is faulty, and says why', async () => {
    const content = copyOf('content');
    setDeadline(content, '11-15');
    const server = await serve({ CONTENT_DIR: content });
    expect((await ask(server.url, DEADLINE)).text).toContain('15 novembre');

    setDeadline(content, '11-22');
    await eventually(async () => (await ask(server.url, DEADLINE)).text).toContain('22 novembre');
    const { version } = await state(server.url);

    setDeadline(content, '02-31');
    await eventually(async () => (await state(server.url)).fault).toMatch(/calendar\.yaml:\d+:\d+/);
    expect(await state(server.url)).toMatchObject({ status: 200, version });
    expect((await ask(server.url, DEADLINE)).text).toContain('22 novembre');
    await eventually(() => server.said()).toContain('the content in use stays');

    setDeadline(content, '11-29');
    await eventually(async () => (await ask(server.url, DEADLINE)).text).toContain('29 novembre');
    expect((await state(server.url)).fault).toBeUndefined();
  });

  it('publishes a date that moved in the calendar feed, under its old id and a higher number', async () => {
    const content = copyOf('content');
    setDeadline(content, '11-15');
    const data = dataFolder();
    const feed = async (url: string) => {
      const events = (await (await fetch(`${url}/calendar.ics?semester=1&lang=en`)).text()).split('BEGIN:VEVENT').slice(1);
      return events.map((event) => [/SEQUENCE:(\d+)/, /DTSTART;VALUE=DATE:\d{4}(\d{4})/].map((part) => part.exec(event)?.[1]));
    };
    const first = await serve({ CONTENT_DIR: content }, data);
    expect(new Set((await feed(first.url)).map(String))).toEqual(new Set(['0,1115']));
    setDeadline(content, '11-22');
    await eventually(async () => new Set((await feed(first.url)).map(String))).toEqual(new Set(['1,1122']));
    await first.stop();
    const second = await serve({ CONTENT_DIR: content }, data);
    expect(new Set((await feed(second.url)).map(String))).toEqual(new Set(['1,1122']));
  });

  it('learns changed phrasings while it goes on answering', async () => {
    const intents = copyOf('intents');
    const server = await serve({ INTENTS_DIR: intents, RATE_ADDRESS: 'off' });
    expect((await ask(server.url, UNHEARD)).reply.kind).not.toBe('answer');

    change(join(intents, 'exam.yaml'), (entries) => {
      const french = entries['exam.where']?.fr as string[];
      french.push(UNHEARD, 'le bidulotron zinzolin', 'bidulotron zinzolin svp', 'c ou le bidulotron zinzolin');
    });
    const meanwhile: string[] = [];
    await eventually(async () => {
      const { reply } = await ask(server.url, 'combien de temps dure l’examen ?');
      meanwhile.push(...reply.intents);
      return (await ask(server.url, UNHEARD)).reply.intents;
    }, LEARNING_MS).toEqual(['exam.where']);
    expect(meanwhile.length).toBeGreaterThan(2);
    expect(new Set(meanwhile)).toEqual(new Set(['exam.duration']));
  });

  it('keeps what it understands when changed phrasings are faulty, and says where', async () => {
    const intents = copyOf('intents');
    const server = await serve({ INTENTS_DIR: intents });
    appendFileSync(join(intents, 'exam.yaml'), 'exam.where: [');
    await eventually(async () => (await state(server.url)).fault).toMatch(/exam\.yaml:\d+:\d+/);
    expect((await ask(server.url, 'c ou lexam')).reply.intents).toEqual(['exam.where']);
  });
});

describeInBrowser('a fact of a year that has passed', () => {
  it('comes first and as a caution, with its year, never as if current', async () => {
    const content = copyOf('content');
    change(join(content, 'facts.yaml'), (entries) => {
      entries['code.share'] = { ...entries['code.share'], years: { '2023-2024': 'MJPECY231' } };
    });
    const server = await serve({ CONTENT_DIR: content });
    const chat = await openChat(await visit(`${server.url}/`));
    const answer = await chat.say('quel est le code de partage ?');
    const first = answer.locator('.bubble > *').first();
    expect(await first.getAttribute('class')).toBe('caution');
    expect(await first.textContent()).toMatch(/2023-2024.*MJPECY231/);
    expect(await answer.locator('.bubble > :not(.caution)').allTextContents()).not.toContainEqual(
      expect.stringContaining('MJPECY231'),
    );
  });
});
