import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { keepConnected } from '../../../src/adapters/slack/socket.ts';
import { dm, envelope } from './fake/events.ts';
import { buttonsOf, until, wordsOf } from './fake.ts';
import { failures, serve, slack, socketSettings } from './harness.ts';

const connected = async () => {
  const served = await serve({ settings: socketSettings() });
  await slack.socket.connected();
  return served;
};

describe('Socket Mode', () => {
  it('answers messages, presses and commands, each acknowledged once, and mounts no route', async () => {
    const { adapter, url } = await connected();
    expect(adapter.mounts).toEqual([]);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
    expect(await slack.socket.deliver('events_api', envelope(dm('bonjour')))).toEqual({});
    await until('an answer', () => slack.shown.length === 1);
    const [button] = buttonsOf(slack.shown[0]!);
    expect(await slack.socket.deliver('interactive', slack.press(slack.shown[0]!, button!))).toEqual({});
    await until('a second', () => slack.shown.length === 2);
    expect(await slack.socket.deliver('slash_commands', slack.command('où ?'))).toEqual({});
    await until('a third', () => slack.shown.length === 3);
    expect(slack.shown.map((message) => wordsOf(message).split('\n')[0])).toEqual(['bonjour', 'exam.when;semester=1', 'où ?']);
    expect(failures).toEqual([]);
  });

  it('connects again when Slack moves the connection, and when it breaks', async () => {
    await connected();
    for (const end of [slack.socket.refresh, slack.socket.cut]) {
      const before = slack.countOf('apps.connections.open');
      end();
      await until('another ticket', () => slack.countOf('apps.connections.open') > before);
      await slack.socket.connected();
      await slack.socket.deliver('events_api', envelope(dm('encore là ?')));
    }
    await until('both answered', () => slack.shown.length === 2);
  });

  it('that is refused at first is told, tried again, and ends nothing else', async () => {
    slack.next('apps.connections.open', { error: 'invalid_auth' }, { status: 500 }, 'reset');
    const { ask } = await serve({ settings: { ...socketSettings(), signingSecret: 'a-signing-secret' } });
    await until('told', () => failures.length > 0);
    expect((await ask.event(dm('bonjour'))).status).toBe(200);
    await until('an answer', () => slack.shown.length === 1);
    await until('connected', () => slack.countOf('apps.connections.open') === 4, 10_000);
    await slack.socket.connected();
    await slack.socket.deliver('events_api', envelope(dm('par là')));
    await until('an answer', () => slack.shown.length === 2);
    expect(failures.every((failure) => failure.startsWith('socket: '))).toBe(true);
  });

  it('stops at once, also between two tries', async () => {
    const start = performance.now();
    const never = { start: () => Promise.reject(new Error('no')), disconnect: async () => {}, on: () => {} };
    const kept = keepConnected(never, () => {});
    await delay(20);
    await kept.stop();
    const { adapter } = await connected();
    await adapter.stop();
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
