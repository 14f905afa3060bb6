import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DueReminder, StreamLimits, WebReminders } from '../../../src/adapters/web/reminders.ts';
import type { Reply } from '../../../src/types.ts';
import { type Answered, expectProblem, failures, MANY, post, serve } from './harness.ts';

const newSession = () => randomBytes(32).toString('base64url');
const LIMITS: StreamLimits = { pollMs: 20, beatMs: 40, perSession: 2, inAll: 3 };
/** Never on its own: only at the beginning, and when nudged. */
const QUIET: StreamLimits = { pollMs: 3_600_000, beatMs: 3_600_000, perSession: 2, inAll: 3 };

const reply = (value: string, url = 'https://pix.fr'): Reply => ({
  kind: 'answer',
  intents: [],
  confidence: 1,
  lang: 'fr',
  blocks: [{ type: 'paragraph', children: [{ type: 'link', url, children: [{ type: 'text', value }] }] }],
  choices: [],
  version: '0123456789ab',
});

/** Reminders of one person, whoever that is: what is due is given out once until it is shown. */
function plan() {
  const due: DueReminder[] = [];
  const given = new Set<string>();
  const state = { follows: true, fails: false, looks: 0, people: new Set<string>(), shown: [] as string[] };
  const reminders: WebReminders = {
    follows: async () => state.follows,
    offer: async (person) => {
      state.looks++;
      state.people.add(person);
      if (state.fails) throw new Error('the store is away');
      const fresh = due.filter(({ id }) => !given.has(id));
      for (const { id } of fresh) given.add(id);
      return fresh;
    },
    shown: async (person, ids) => {
      state.people.add(person);
      if (state.fails) throw new Error('the store is away');
      state.shown.push(...ids);
    },
  };
  return { state, due, reminders };
}

/** An open stream: its lines as they come. */
async function listenTo(origin: string, session: string | undefined, headers: Record<string, string> = {}) {
  const away = new AbortController();
  const response = await fetch(`${origin}/api/reminders`, {
    headers: { ...(session && { 'X-Pix-Session': session }), ...headers },
    signal: away.signal,
  });
  const lines: string[] = [];
  const ended = (async () => {
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
    }
  })().catch(() => {});
  return {
    response: response as Answered,
    lines,
    ended,
    ids: () => lines.filter(Boolean).map((line) => JSON.parse(line).id),
    leave: () => away.abort(),
  };
}

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 10 });

describe('GET /api/reminders', () => {
  it('gives what is due at once, and what becomes due while it is open, each as a line', async () => {
    const { due, reminders } = plan();
    due.push({ id: '1', reply: reply('un', 'javascript:alert(1)') });
    const { origin } = await serve({ reminders, streams: LIMITS });
    const stream = await listenTo(origin, newSession());
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    await soon(stream.ids).toEqual(['1']);
    due.push({ id: '2', reply: reply('deux') });
    await soon(stream.ids).toEqual(['1', '2']);
    // As in answers, a link that is not safe has become its text.
    expect(stream.lines.find((line) => line !== '')).toContain('{"type":"paragraph","children":[{"type":"text","value":"un"}]}');
  });

  it('shows a sign of life when there is nothing to say', async () => {
    const { reminders } = plan();
    const { origin } = await serve({ reminders, streams: LIMITS });
    const { lines } = await listenTo(origin, newSession());
    await soon(() => lines.length).toBeGreaterThan(3);
    expect(new Set(lines)).toEqual(new Set(['']));
  });

  it('is over at once for who follows nothing, and asks no more', async () => {
    const { state, reminders } = plan();
    state.follows = false;
    const { origin } = await serve({ reminders, streams: LIMITS });
    const stream = await listenTo(origin, newSession());
    expect(stream.response.status).toBe(204);
    expect(state.looks).toBe(1);
  });

  it('still gives the last word to who follows nothing any more', async () => {
    const { state, due, reminders } = plan();
    state.follows = false;
    due.push({ id: '1', reply: reply('date retirée') });
    const { origin } = await serve({ reminders, streams: LIMITS });
    const stream = await listenTo(origin, newSession());
    await stream.ended;
    expect(stream.ids()).toEqual(['1']);
  });

  it('looks at once after a turn of the same person, and ends when that leaves nothing to follow', async () => {
    const { state, due, reminders } = plan();
    const { origin, api } = await serve({ reminders, streams: QUIET });
    const session = newSession();
    const stream = await listenTo(origin, session);
    const other = await listenTo(origin, newSession());
    due.push({ id: '1', reply: reply('un') });
    await post(api, { id: 'message-1', text: 'rappelle-moi' }, { session });
    await soon(stream.ids).toEqual(['1']);
    expect(other.ids()).toEqual([]);
    state.follows = false;
    await post(api, { id: 'message-2', text: 'oublie-moi' }, { session });
    await stream.ended;
    other.leave();
  });

  it('knows the person by the same id as messages do, never by the token', async () => {
    const { state, due, reminders } = plan();
    due.push({ id: '1', reply: reply('un') });
    const people: string[] = [];
    const { origin, api } = await serve({
      reminders,
      streams: LIMITS,
      turn: async ({ person }) => {
        people.push(person);
        return reply('ok');
      },
    });
    const session = newSession();
    await post(api, { id: 'message-1', text: 'un' }, { session });
    await listenTo(origin, session);
    await post(`${origin}/api/reminders/shown`, { ids: ['1'] }, { session });
    expect([...state.people]).toEqual(people);
    expect(people[0]).not.toBe(session);
  });

  it('needs a session that was given before', async () => {
    const { state, reminders } = plan();
    const { origin } = await serve({ reminders, streams: LIMITS });
    await expectProblem((await fetch(`${origin}/api/reminders`)) as Answered, 401, 'session');
    const strange = await fetch(`${origin}/api/reminders`, { headers: { 'X-Pix-Session': 'short' } });
    await expectProblem(strange as Answered, 401, 'session');
    expect(state.looks).toBe(0);
  });

  it('follows the rules of the chat about sites, methods and rates', async () => {
    const { reminders } = plan();
    const rates = { session: [{ count: 2, seconds: 60 }], address: MANY, newSessions: MANY };
    const { origin, api } = await serve({ reminders, streams: LIMITS, rates });
    const session = newSession();
    const get = (headers: Record<string, string>, method = 'GET') =>
      fetch(`${origin}/api/reminders`, { method, headers }) as Promise<Answered>;
    await expectProblem(await get({ Origin: 'https://elsewhere.example', 'X-Pix-Session': session }), 403, 'origin');
    const preflight = await get({ Origin: 'https://www.example.fr' }, 'OPTIONS');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Pix-Session');
    await expectProblem(await get({ 'X-Pix-Session': session }, 'POST'), 405, 'method');
    await post(api, { id: 'message-1', text: 'un' }, { session });
    const allowed = await listenTo(origin, session, { Origin: 'https://www.example.fr' });
    expect(allowed.response.headers.get('access-control-allow-origin')).toBe('https://www.example.fr');
    const refused = await get({ 'X-Pix-Session': session });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectProblem(refused, 429, 'too-many');
  });

  it('takes so many streams of a session and so many in all, also when they ask at the same time', async () => {
    const { state, reminders } = plan();
    const { origin } = await serve({ reminders, streams: QUIET });
    const [one, other, third] = [newSession(), newSession(), newSession()];
    const asked = await Promise.all([listenTo(origin, one), listenTo(origin, one), listenTo(origin, one)]);
    const statuses = () => asked.map(({ response }) => response.status).sort();
    expect(statuses()).toEqual([200, 200, 429]);
    const last = await listenTo(origin, other);
    expect(last.response.status).toBe(200);
    expect((await listenTo(origin, third)).response.status).toBe(503);
    expect(state.looks).toBe(3);
    last.leave();
    await expect
      .poll(
        async () => {
          const again = await listenTo(origin, third);
          again.leave();
          return again.response.status;
        },
        { timeout: 20_000 },
      )
      .toBe(200);
  });

  it('survives a store that is away, and tells of it', async () => {
    const { state, due, reminders } = plan();
    const { origin } = await serve({ reminders, streams: LIMITS });
    state.fails = true;
    const refused = await fetch(`${origin}/api/reminders`, { headers: { 'X-Pix-Session': newSession() } });
    await expectProblem(refused as Answered, 503, 'unavailable');
    state.fails = false;
    const stream = await listenTo(origin, newSession());
    state.fails = true;
    const before = state.looks;
    await soon(() => state.looks).toBeGreaterThan(before + 1);
    due.push({ id: '1', reply: reply('un') });
    state.fails = false;
    await soon(stream.ids).toEqual(['1']);
    expect(new Set(failures)).toEqual(new Set(['store']));
  });

  it('ends when the adapter stops, which takes no new ones then', async () => {
    const { reminders } = plan();
    const { origin, web } = await serve({ reminders, streams: QUIET });
    const stream = await listenTo(origin, newSession());
    await web.stop();
    await stream.ended;
    expect((await listenTo(origin, newSession())).response.status).toBe(503);
  });

  it('costs nothing once the client has gone', async () => {
    const { state, reminders } = plan();
    const { origin } = await serve({ reminders, streams: LIMITS });
    const stream = await listenTo(origin, newSession());
    const before = state.looks;
    await soon(() => state.looks).toBeGreaterThan(before + 1);
    stream.leave();
    let last = -1;
    await expect
      .poll(
        async () => {
          const still = state.looks === last;
          last = state.looks;
          return still;
        },
        { timeout: 20_000, interval: 200 },
      )
      .toBe(true);
  });

  it('is not there without reminders', async () => {
    const { origin } = await serve();
    expect((await fetch(`${origin}/api/reminders`)).status).toBe(404);
  });
});

describe('POST /api/reminders/shown', () => {
  it('acknowledges', async () => {
    const { state, reminders } = plan();
    const { origin } = await serve({ reminders, streams: LIMITS });
    const response = await post(`${origin}/api/reminders/shown`, { ids: ['1', '2 3'] }, { session: newSession() });
    expect(response.status).toBe(204);
    expect(state.shown).toEqual(['1', '2 3']);
  });

  it.each([
    [{}, 400, 'invalid'],
    [{ ids: [] }, 400, 'invalid'],
    [{ ids: [''] }, 400, 'invalid'],
    [{ ids: [1] }, 400, 'invalid'],
    [{ ids: '1' }, 400, 'invalid'],
    [{ ids: Array.from({ length: 21 }, String) }, 400, 'invalid'],
    [{ ids: ['1'], more: true }, 400, 'invalid'],
    ['{', 400, 'json'],
    [{ ids: ['x'.repeat(20_000)] }, 413, 'too-large'],
  ])('refuses %j', async (body, status, code) => {
    const { state, reminders } = plan();
    const { origin } = await serve({ reminders, streams: LIMITS });
    await expectProblem(await post(`${origin}/api/reminders/shown`, body, { session: newSession() }), status, code);
    expect(state.shown).toEqual([]);
  });

  it('needs a session, JSON and a store that answers', async () => {
    const { state, reminders } = plan();
    const { origin } = await serve({ reminders, streams: LIMITS });
    const url = `${origin}/api/reminders/shown`;
    await expectProblem(await post(url, { ids: ['1'] }), 401, 'session');
    const text = { session: newSession(), headers: { 'Content-Type': 'text/plain' } };
    await expectProblem(await post(url, { ids: ['1'] }, text), 415, 'media-type');
    state.fails = true;
    await expectProblem(await post(url, { ids: ['1'] }, { session: newSession() }), 503, 'unavailable');
  });
});
