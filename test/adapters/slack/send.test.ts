import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../../src/adapters/slack/address.ts';
import type { Address } from '../../../src/types.ts';
import { APP_TOKEN } from './fake/events.ts';
import { type Mishap, startSlack, wordsOf } from './fake.ts';
import { replyOf, serve, settingsOf, slack, store } from './harness.ts';

const address = (channel = 'D0ANNE'): Address => writeAddress({ team: 'T0TEAM', channel, conversation: 'c1' });
const long = replyOf('x', {
  blocks: [{ type: 'paragraph', children: [{ type: 'text', value: 'Une phrase qui se répète assez. '.repeat(800) }] }],
});

describe('a message that the bot sends first', () => {
  it.each<[string, Mishap | undefined, unknown]>([
    ['is taken', undefined, { outcome: 'sent' }],
    ['meets too many', { status: 429, retryAfter: 7 }, { outcome: 'retry', afterMs: 7_000 }],
    ['meets too many without a time', { status: 429 }, { outcome: 'retry', afterMs: 30_000 }],
    ['meets "ratelimited"', { error: 'ratelimited' }, { outcome: 'retry', afterMs: 30_000 }],
    ['meets a refused token', { error: 'invalid_auth' }, { outcome: 'retry', afterMs: 600_000 }],
    ['meets a lost channel', { error: 'channel_not_found' }, { outcome: 'gone', why: 'channel_not_found' }],
    ['meets an archived channel', { error: 'is_archived' }, { outcome: 'gone', why: 'is_archived' }],
    ['meets a person who left', { error: 'user_not_found' }, { outcome: 'gone', why: 'user_not_found' }],
    ['meets an app that was taken away', { error: 'account_inactive' }, { outcome: 'gone', why: 'account_inactive' }],
    ['meets a revoked token', { error: 'token_revoked' }, { outcome: 'gone', why: 'token_revoked' }],
    ['meets a 500', { status: 500 }, { outcome: 'ambiguous', why: 'status 500' }],
    ['meets a 408', { status: 408 }, { outcome: 'ambiguous', why: 'status 408' }],
    ['meets a 403', { status: 403 }, { outcome: 'ambiguous', why: 'status 403' }],
    ['meets Slack’s own error', { error: 'internal_error' }, { outcome: 'ambiguous', why: 'internal_error' }],
    ['meets a broken connection', 'reset', { outcome: 'ambiguous', why: expect.any(String) }],
    ['meets silence', 'silence', { outcome: 'ambiguous', why: expect.any(String) }],
  ])('and that %s is one request, and says so', async (_, mishap, outcome) => {
    const { adapter } = await serve();
    if (mishap) slack.next('chat.postMessage', mishap);
    expect(await adapter.send?.(address(), replyOf('rappel'))).toEqual(outcome);
    expect(slack.calls.length).toBe(1);
  });

  it('while nobody answers at that address is to be tried again', async () => {
    const gone = await startSlack();
    await gone.stop();
    for (const apiUrl of [gone.apiUrl, 'http://no-such-host.invalid/api/']) {
      const { adapter } = await serve({ settings: settingsOf({ apiUrl, timeoutMs: 15_000 }) });
      expect(await adapter.send?.(address(), replyOf('rappel'))).toEqual({ outcome: 'retry', afterMs: 5_000 });
    }
  });

  it('to a place that is gone drops the address', async () => {
    const { adapter } = await serve();
    await store.keepAddress('c1', 'p1', true, address('D0LOST'));
    expect(await adapter.send?.(address('D0LOST'), replyOf('rappel'))).toEqual({ outcome: 'gone', why: 'channel_not_found' });
    expect(await store.addressOf('slack', 'p1')).toBeUndefined();
  });

  it('and that is too long for one message comes in several, whole sentences each', async () => {
    const { adapter } = await serve();
    expect(await adapter.send?.(address(), long)).toEqual({ outcome: 'sent' });
    expect(slack.shown.length).toBeGreaterThan(1);
    for (const message of slack.shown)
      for (const words of wordsOf(message).split('\n')) expect(words.trim()).toMatch(/^Une.*assez\.$/);
  });

  it('of which a part arrived is not sent again', async () => {
    const { adapter } = await serve();
    slack.next('chat.postMessage', 'taken', { status: 429, retryAfter: 1 });
    expect(await adapter.send?.(address(), long)).toEqual({ outcome: 'ambiguous', why: 'only a part of it arrived' });
    expect([slack.calls.length, slack.shown.length]).toEqual([2, 1]);
  });

  it('goes nowhere with an address of another channel', async () => {
    const { adapter } = await serve();
    expect(await adapter.send?.({ channel: 'teams', data: '{}' }, replyOf('a'))).toMatchObject({ outcome: 'gone' });
    expect(readAddress({ channel: 'slack', data: '{' })).toBeUndefined();
    expect(slack.calls).toEqual([]);
  });

  it('with a wrong token is refused by Slack, and to be tried when that is mended', async () => {
    const { adapter } = await serve({ settings: settingsOf({ botToken: APP_TOKEN }) });
    expect(await adapter.send?.(address(), replyOf('a'))).toEqual({ outcome: 'retry', afterMs: 600_000 });
    expect(slack.faults.splice(0)).toEqual(['chat.postMessage: wrong token']);
  });
});
