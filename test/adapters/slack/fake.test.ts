import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { APP_TOKEN, BOT_TOKEN, form } from './fake/events.ts';
import { type FakeSlack, startSlack } from './fake.ts';

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.stop());

const text = (words: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text: words }] });
const rich = (words = 'a', more = {}) => ({ type: 'rich_text', elements: [text(words)], ...more });
const button = (more = {}) => ({
  type: 'button',
  action_id: 'a',
  value: 'v',
  text: { type: 'plain_text', text: 'l' },
  ...more,
});
const actions = (...elements: object[]) => ({ type: 'actions', elements });

async function call(
  method: string,
  fields: Record<string, string>,
  token = BOT_TOKEN,
): Promise<{ ok: boolean; error?: string; url?: string }> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-www-form-urlencoded' };
  const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: form(fields) });
  return (await response.json()) as { ok: boolean };
}
const post = (blocks: unknown, more = {}) =>
  call('chat.postMessage', { channel: 'D0ANNE', text: 'a', blocks: JSON.stringify(blocks), ...more });

describe('the Slack of these tests', () => {
  it('takes what Slack takes', async () => {
    expect(await post([rich(), actions(button())])).toMatchObject({ ok: true });
    expect(slack.faults).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no blocks', []],
    ['51 blocks', Array(51).fill({ type: 'divider' })],
    ['a section of 3,001 characters', [rich('x'.repeat(3001))]],
    ['more than 13,000 characters in all', Array(5).fill(rich('x'.repeat(2900)))],
    ['a label of 76 characters', [actions(button({ text: { type: 'plain_text', text: 'x'.repeat(76) } }))]],
    ['a value of 2,001 characters', [actions(button({ value: 'x'.repeat(2001) }))]],
    ['an empty text', [rich('')]],
    ['an unknown field', [rich('a', { colour: 'red' })]],
    ['an unknown block', [{ type: 'grid' }]],
    ['a field for the home tab', [{ type: 'input' }]],
    ['the same action twice', [actions(button(), button())]],
    ['the same block id twice', [rich('a', { block_id: 'x' }), rich('b', { block_id: 'x' })]],
    ['a button that does nothing', [actions(button({ value: undefined }))]],
  ])('refuses %s', async (_, blocks) => {
    expect(await post(blocks)).toEqual({ ok: false, error: 'invalid_arguments' });
    expect(slack.faults).toHaveLength(1);
  });

  it('refuses a wrong token, an unknown method, an unknown field, no text, and tells of live markup', async () => {
    expect(await call('chat.postMessage', {}, 'xoxb-other')).toMatchObject({ error: 'invalid_auth' });
    expect(await call('chat.delete', {})).toMatchObject({ error: 'unknown_method' });
    expect(await post([rich()], { as_user: 'true' })).toMatchObject({ error: 'invalid_arguments' });
    expect(await post([rich()], { text: '' })).toMatchObject({ error: 'invalid_arguments' });
    expect(await post([rich()], { channel: 'D0LOST' })).toMatchObject({ error: 'channel_not_found' });
    expect(await post([rich()], { text: '<!channel>' })).toMatchObject({ ok: true });
    expect(slack.faults).toHaveLength(5);
  });

  it('tells of a second acknowledgement, and of one for nothing', async () => {
    const { url } = await call('apps.connections.open', {}, APP_TOKEN);
    const socket = new WebSocket(url!);
    await slack.socket.connected();
    socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(String(data));
      if (envelope_id) for (let i = 0; i < 2; i++) socket.send(JSON.stringify({ envelope_id }));
    });
    await slack.socket.deliver('events_api', {});
    socket.send('{"envelope_id":"none"}');
    await expect.poll(() => slack.faults).toHaveLength(2);
    socket.close();
  });

  it('refuses a ticket that was used', async () => {
    const { url } = await call('apps.connections.open', {}, APP_TOKEN);
    const [first] = [new WebSocket(url!)];
    await slack.socket.connected();
    const second = new WebSocket(url!);
    await new Promise((done) => second.once('error', done));
    first?.close();
  });
});
