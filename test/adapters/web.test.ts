import { describe, expect, it } from 'vitest';
import { createWeb, type WebParts } from '../../src/adapters/web.ts';
import { listen, portOf } from '../../src/http/listen.ts';
import type { Reply } from '../../src/types.ts';
import {
  type Answered,
  echo,
  expectProblem,
  failures,
  heard,
  heldBot,
  MANY,
  post,
  said,
  serve,
  servers,
  store,
} from './web/harness.ts';

describe('a message', () => {
  it('gets a reply, and a session that goes on', async () => {
    const { api } = await serve();
    const first = await post(api, { id: 'message-1', text: 'c ou <b>lexam</b> ?' });
    expect(first.status).toBe(200);
    const one = await first.json();
    expect(one).toEqual({ id: 'message-1', session: expect.stringMatching(/^[\w-]{43}$/), reply: expect.anything() });
    expect(first.headers.get('x-pix-session')).toBe(one.session);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(said(one)).toBe('1: c ou <b>lexam</b> ?');

    const two = await (
      await post(api, { id: 'message-2', choice: 'exam.when;semester=1', lang: 'en-GB' }, { session: one.session })
    ).json();
    expect(two.session).toBe(one.session);
    expect(said(two)).toBe('2: exam.when;semester=1');
    expect(heard[1]).toMatchObject({ channel: 'web', choice: 'exam.when;semester=1', lang: 'en', private: true, at: 1_000 });
    expect(heard[1]!.person).toBe(heard[0]!.person);
    expect(heard[1]!.conversation).toBe(heard[0]!.conversation);
  });

  it('sent again in the same session gets the same reply and is no second turn', async () => {
    const { api } = await serve();
    const { session } = await (await post(api, { id: 'message-0', text: 'bonjour' })).json();
    const first = await (await post(api, { id: 'message-1', text: 'un' }, { session })).json();
    const again = await (await post(api, { id: 'message-1', text: 'un' }, { session })).json();
    expect(again).toEqual(first);
    expect(heard).toHaveLength(2);
  });

  it('is not mistaken for the same id of another session', async () => {
    const { api } = await serve();
    const one = await (await post(api, { id: 'message-1', text: 'un' })).json();
    const two = await (await post(api, { id: 'message-1', text: 'deux' })).json();
    expect(two.session).not.toBe(one.session);
    expect([said(one), said(two)]).toEqual(['1: un', '2: deux']);
    expect(heard[0]!.person).not.toBe(heard[1]!.person);
  });

  it('is told to wait while the same one is being answered', async () => {
    const bot = heldBot();
    const { api } = await serve({ turn: bot.turn });
    const session = 'a'.repeat(43);
    const first = post(api, { id: 'message-1', text: 'un' }, { session });
    await bot.begun;
    const busy = await post(api, { id: 'message-1', text: 'un' }, { session });
    expect(busy.headers.get('retry-after')).toBe('1');
    await expectProblem(busy, 409, 'busy');
    bot.letGo();
    expect(said(await (await first).json())).toBe('1: un');
    expect(said(await (await post(api, { id: 'message-1', text: 'un' }, { session })).json())).toBe('1: un');
  });

  it('whose turn failed gets a 500 without a word of the error, and a new turn when sent again', async () => {
    let broken = true;
    const { api } = await serve({
      turn: async (message) => {
        if (broken) throw new Error('secret words');
        return echo(heard)(message);
      },
    });
    const session = 'b'.repeat(43);
    const response = await post(api, { id: 'message-1', text: 'un' }, { session });
    expect(JSON.stringify(await expectProblem(response, 500, 'internal'))).not.toContain('secret');
    expect(failures).toEqual(['turn']);
    broken = false;
    expect(said(await (await post(api, { id: 'message-1', text: 'un' }, { session })).json())).toBe('1: un');
  });

  it('answered with an apology gets a new turn when sent again', async () => {
    const kinds: Reply['kind'][] = ['error', 'answer'];
    const { api } = await serve({ turn: async (message) => ({ ...(await echo(heard)(message)), kind: kinds.shift()! }) });
    const session = 'c'.repeat(43);
    const ask = async () => (await (await post(api, { id: 'message-1', text: 'un' }, { session })).json()).reply.kind;
    expect([await ask(), await ask(), await ask()]).toEqual(['error', 'answer', 'answer']);
  });

  it('is answered when the store can not claim it, or not keep the reply', async () => {
    const down = async () => {
      throw new Error('disk');
    };
    const { api: whole } = await serve();
    const { session } = await (await post(whole, { id: 'message-0', text: 'un' })).json();
    for (const method of ['claim', 'settle'] as const) {
      const { api } = await serve({ store: { ...store, [method]: down } });
      const answered = await post(api, { id: `message-${method}`, text: 'un' }, { session });
      expect(said(await answered.json())).toMatch(/: un$/);
    }
    expect(failures).toEqual(['store', 'store']);
  });

  it('keeps the session token out of the store', async () => {
    const { api } = await serve();
    const { session } = await (await post(api, { id: 'message-1', text: 'un' })).json();
    expect(JSON.stringify(heard)).not.toContain(session);
  });

  it('is answered before the adapter has stopped', async () => {
    const bot = heldBot();
    const parts: WebParts = {
      turn: bot.turn,
      store,
      clock: () => 1_000,
      allowedOrigins: [],
      rates: { session: MANY, address: MANY, newSessions: MANY },
      onError: () => {},
    };
    const web = createWeb(parts);
    const server = await listen((request, response) => void web.mounts[0]?.handle(request, response), '127.0.0.1', 0);
    servers.push(server);
    const answer = post(`http://127.0.0.1:${portOf(server)}/`, { id: 'message-1', text: 'un' });
    await bot.begun;
    const stopped = web.stop().then(() => heard.length);
    bot.letGo();
    expect(await stopped).toBe(1);
    expect((await answer).status).toBe(200);
  });
});

describe('a session', () => {
  it.each([['short'], ['a'.repeat(42)], ['a'.repeat(44)], [`${'a'.repeat(42)}!`], ['a, b']])(
    '"%s" is refused',
    async (session) => {
      const { api } = await serve();
      await expectProblem(await post(api, { id: 'message-1', text: 'a' }, { session }), 401, 'session');
    },
  );

  it('in the address is not one', async () => {
    const { api } = await serve();
    const token = 'a'.repeat(43);
    const answer = await (await post(`${api}?session=${token}`, { id: 'message-1', text: 'a' })).json();
    expect(answer.session).not.toBe(token);
  });
});

describe('too many messages', () => {
  const strict = (name: 'session' | 'address' | 'newSessions'): Partial<WebParts> => ({
    rates: { session: MANY, address: MANY, newSessions: MANY, [name]: [{ count: 2, seconds: 60 }] },
  });
  const ask = (api: string, i: number, session?: string) => post(api, { id: `message-${i}`, text: 'a' }, { session });

  it('of one session are refused with the time to wait, and others go on', async () => {
    const { api } = await serve(strict('session'));
    const [one, two] = ['a'.repeat(43), 'b'.repeat(43)];
    expect([(await ask(api, 1, one)).status, (await ask(api, 2, one)).status]).toEqual([200, 200]);
    const refused = await ask(api, 3, one);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    await expectProblem(refused, 429, 'too-many');
    expect((await ask(api, 4, two)).status).toBe(200);
  });

  it('of one address are refused whatever the session', async () => {
    const { api } = await serve(strict('address'));
    expect((await ask(api, 1, 'a'.repeat(43))).status).toBe(200);
    expect((await ask(api, 2)).status).toBe(200);
    await expectProblem(await ask(api, 3, 'b'.repeat(43)), 429, 'too-many');
  });

  it('without a session are refused, those with one go on', async () => {
    const { api } = await serve(strict('newSessions'));
    await ask(api, 1);
    await ask(api, 2);
    await expectProblem(await ask(api, 3), 429, 'too-many');
    expect((await ask(api, 4, 'a'.repeat(43))).status).toBe(200);
  });
});

describe('a page of another site', () => {
  const preflight = (api: string, origin: string) =>
    fetch(api, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' } });

  it('that is allowed may ask and read the answer', async () => {
    const { api } = await serve();
    const origin = 'https://www.example.fr';
    const asked = await preflight(api, origin);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
    expect(asked.headers.get('access-control-allow-methods')).toBe('POST');
    expect(asked.headers.get('access-control-allow-headers')?.toLowerCase()).toBe('content-type, x-pix-session');
    const answered = await post(api, { id: 'message-1', text: 'a' }, { headers: { Origin: origin } });
    expect(answered.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answered.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answered.headers.get('access-control-expose-headers')).toContain('Retry-After');
    const failed = await post(api, '{', { headers: { Origin: origin } });
    expect(failed.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it.each([['https://evil.example'], ['https://www.example.fr.evil.example'], ['http://www.example.fr'], ['null'], ['garbage']])(
    '%s is refused',
    async (origin) => {
      const { api } = await serve();
      expect((await preflight(api, origin)).status).toBe(403);
      const response = await post(api, { id: 'message-1', text: 'a' }, { headers: { Origin: origin } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('vary')).toContain('Origin');
      await expectProblem(response, 403, 'origin');
      expect(heard).toHaveLength(0);
    },
  );

  it('is any page when all are allowed, and always a page of the server itself', async () => {
    const { api } = await serve({ allowedOrigins: '*' });
    expect((await post(api, { id: 'message-1', text: 'a' }, { headers: { Origin: 'null' } })).status).toBe(200);
    const { api: own, origin } = await serve({ allowedOrigins: [] });
    expect((await post(own, { id: 'message-1', text: 'a' }, { headers: { Origin: origin } })).status).toBe(200);
  });
});

describe('another method', () => {
  it.each([['GET'], ['PUT'], ['DELETE'], ['PATCH']])('%s is refused with the one to use', async (method) => {
    const { api } = await serve();
    const response = (await fetch(api, { method })) as Answered;
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    await expectProblem(response, 405, 'method');
  });
});
