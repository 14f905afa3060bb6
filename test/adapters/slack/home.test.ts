import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/types.ts';
import { dm, homeOpened } from './fake/events.ts';
import { buttonsOf, until, wordsOf } from './fake.ts';
import { echo, failures, heard, keptAddress, serve, slack } from './harness.ts';

const home = () => slack.views.get('U0ANNE')!;
const opened = async (parts: Parameters<typeof serve>[0] = {}) => {
  const served = await serve(parts);
  expect((await served.ask.event(homeOpened())).status).toBe(200);
  await until('a home tab', () => slack.views.size === 1);
  return served;
};
const published = (times: number) => until(`${times} times`, () => slack.countOf('views.publish') === times);

describe('the home tab', () => {
  it('shows the topics, the next dates and a field for the score', async () => {
    await opened();
    expect(heard.map(({ choice, private: alone }) => [choice, alone])).toEqual([
      ['bot.help', true],
      ['calendar.overview', true],
    ]);
    expect(wordsOf(home())).toContain('home.topics (fr)\nbot.help\n');
    expect(wordsOf(home())).toContain('home.dates (fr)\ncalendar.overview\n');
    expect(home().blocks.find(({ type }) => type === 'input')).toMatchObject({ element: { action_id: 'score' } });
    expect(failures).toEqual([]);
  });

  it('answers a score that was typed in, in the personal conversation', async () => {
    const { ask } = await opened();
    await ask.interact(slack.pressHome({ type: 'number_input', block_id: 'score', action_id: 'score', value: '452' }));
    await published(2);
    expect(wordsOf(home())).toMatch(/^452 pix\n/);
    await ask.event(dm('et après ?'));
    await until('an answer', () => slack.shown.length === 1);
    const [typed, said] = [heard.find(({ text }) => text === '452 pix')!, heard.at(-1)!];
    expect([typed.private, typed.person, typed.conversation]).toEqual([true, said.person, said.conversation]);
  });

  it('answers a pressed topic there, and shows which one it was', async () => {
    const { ask } = await opened();
    const [topic] = buttonsOf(home());
    await ask.interact(slack.pressHome({ ...topic, type: 'button' }));
    await published(2);
    expect(wordsOf(home())).toMatch(/^✓ Quand a lieu l’examen \?\nexam\.when;semester=1\n/);
  });

  it('by itself changes the topic of no conversation', async () => {
    const { ask } = await opened();
    const shown = new Set(heard.map(({ conversation }) => conversation));
    await ask.event(dm('bonjour'));
    await until('an answer', () => slack.shown.length === 1);
    expect(shown.has(heard.at(-1)!.conversation)).toBe(false);
  });

  it('speaks another language when asked to, and keeps to it', async () => {
    const { ask } = await opened();
    const english = buttonsOf(home()).find(({ value }) => value === 'en')!;
    expect(english.text.text).toBe('language (en)');
    await ask.interact(slack.pressHome({ ...english, type: 'button' }));
    await published(2);
    expect(wordsOf(home())).toContain('home.topics (en)');
    await ask.event(homeOpened({ view: { type: 'home', private_metadata: home().private_metadata } }));
    await published(3);
    expect(wordsOf(home())).toContain('home.topics (en)');
    await ask.interact(slack.pressHome({ type: 'number_input', block_id: 'score', action_id: 'score', value: '452' }));
    await published(4);
    expect(heard.find(({ text }) => text === '452 pix')).toMatchObject({ lang: 'en' });
  });

  it('takes the language that the answer was given in', async () => {
    const { ask } = await opened({
      turn: async (message: Message) => ({ ...(await echo(message)), lang: message.text ? 'en' : message.lang! }),
    });
    await ask.interact(slack.pressHome({ type: 'number_input', block_id: 'score', action_id: 'score', value: '452' }));
    await published(2);
    expect(wordsOf(home())).toContain('home.topics (en)');
  });

  it('is a place from which the bot may write first', async () => {
    const { ask, adapter } = await opened();
    await ask.interact(slack.pressHome({ type: 'number_input', block_id: 'score', action_id: 'score', value: '452' }));
    await published(2);
    const address = await keptAddress(heard[0]!.person);
    expect(await adapter.send?.(address, await echo({ ...heard[0]!, text: 'rappel' }))).toEqual({ outcome: 'sent' });
  });

  it('pressed twice by one press is made once; the other tab is left alone', async () => {
    const { ask } = await opened();
    const press = slack.pressHome({ ...buttonsOf(home())[0], type: 'button' });
    await Promise.all([ask.interact(press), ask.interact(press)]);
    await published(2);
    await ask.event(homeOpened({ tab: 'messages' }));
    await new Promise((done) => setTimeout(done, 50));
    expect(slack.countOf('views.publish')).toBe(2);
  });
});
