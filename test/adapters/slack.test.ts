import { describe, expect, it } from 'vitest';
import { BOT, BOT_ID, dm, envelope, freshTs, mention, signed } from './slack/fake/events.ts';
import { slackAt, startSlack, until, wordsOf } from './slack/fake.ts';
import { echo, failures, heard, keptAddress, replyOf, serve, settingsOf, slack, store } from './slack/harness.ts';

/** The address of a Web API that nobody answers: its port was free a moment ago. */
async function nowhere(): Promise<string> {
  const other = await startSlack();
  await other.stop();
  return other.apiUrl;
}

const settled = () => new Promise((done) => setTimeout(done, 50));

describe('a direct message', () => {
  it('gets an answer, once acknowledged, where it was written', async () => {
    const { ask } = await serve();
    const response = await ask.event(dm('c ou l&amp;exam &lt;b&gt; ?'));
    expect([response.status, await response.text()]).toEqual([200, '']);
    await until('an answer', () => slack.shown.length === 1);
    expect(slack.shown[0]).toMatchObject({ channel: 'D0ANNE', thread_ts: undefined });
    expect(wordsOf(slack.shown[0]!)).toContain('c ou l&exam <b> ?');
    expect(heard[0]).toMatchObject({ channel: 'slack', text: 'c ou l&exam <b> ?', private: true, at: 1_000 });
    expect(failures).toEqual([]);
  });

  it('that can not be answered any more leaves no address', async () => {
    slack.next('chat.postMessage', { error: 'account_inactive' });
    const { ask } = await serve();
    await ask.event(dm('bonjour'));
    await until('told', () => failures.includes('send: gone, account_inactive'));
    expect(await store.addressOf('slack', heard[0]!.person)).toBeUndefined();
    await ask.event(dm('encore'));
    await until('an answer', () => slack.shown.length === 1);
    expect(await keptAddress(heard[0]!.person)).toBeDefined();
  });

  it('that is to forget the person leaves no address', async () => {
    const { ask } = await serve({
      turn: async (message) => {
        await store.forget('slack', message.person);
        return echo(message);
      },
    });
    await ask.event(dm('oublie-moi'));
    await until('an answer', () => slack.shown.length === 1);
    await settled();
    expect(await store.addressOf('slack', heard[0]!.person)).toBeUndefined();
  });

  it('in a thread is answered there', async () => {
    const { ask } = await serve();
    await ask.event(dm('bonjour', { thread_ts: '1700000000.000009' }));
    await until('an answer', () => slack.shown.length === 1);
    expect(slack.shown[0]).toMatchObject({ thread_ts: '1700000000.000009' });
  });

  it('tells where the bot may write first, without a name, and that address works', async () => {
    const { ask, adapter } = await serve();
    await ask.event(dm('bonjour'));
    await until('an answer', () => slack.shown.length === 1);
    const address = await keptAddress(heard[0]!.person);
    expect(address).toMatchObject({ channel: 'slack' });
    expect(Object.keys(JSON.parse(address.data)).sort()).toEqual(['channel', 'conversation', 'team']);
    expect(await adapter.send?.(address, replyOf('rappel'))).toEqual({ outcome: 'sent' });
    expect(slack.shown[1]).toMatchObject({ channel: 'D0ANNE', text: 'rappel' });
  });

  it('with a file and no text is told to be one', async () => {
    const { ask } = await serve();
    await ask.event(dm('', { subtype: 'file_share', files: [{ id: 'F1', name: 'anne.pdf' }] }));
    await until('an answer', () => slack.shown.length === 1);
    expect(heard[0]).toMatchObject({ text: '', files: true });
    expect(JSON.stringify(heard)).not.toContain('anne.pdf');
  });

  it('keeps people, their links and mentions out of what the bot hears', async () => {
    const { ask } = await serve();
    await ask.event(
      dm('<@U0BEN|ben.durand> voir <https://pix.fr/a?b=1&amp;c=2|pix.fr> et <mailto:a@b.fr|a@b.fr> <!channel> <#C1|pix>'),
    );
    await until('an answer', () => slack.shown.length === 1);
    expect(heard[0]!.text).toBe('voir pix.fr et a@b.fr #pix');
  });
});

describe('a mention', () => {
  it('is answered in a thread, without the mention, and is not private', async () => {
    const { ask } = await serve();
    const event = mention('quand est l’examen ?');
    await ask.event(event);
    await until('an answer', () => slack.shown.length === 1);
    expect(slack.shown[0]).toMatchObject({ channel: 'C0STAFF', thread_ts: event.ts });
    expect(heard[0]).toMatchObject({ text: 'quand est l’examen ?', private: false });
    expect(await store.addressOf('slack', heard[0]!.person)).toBeUndefined();
  });

  it('of two people in one channel are two conversations, and a person is the same in both places', async () => {
    const { ask } = await serve();
    for (const event of [mention('a'), mention('b', { user: 'U0BEN' }), dm('c')]) await ask.event(event);
    await until('three answers', () => slack.shown.length === 3);
    const [anne, ben, direct] = ['a', 'b', 'c'].map((text) => heard.find((message) => message.text === text)!);
    expect(anne!.conversation).not.toBe(ben!.conversation);
    expect(anne!.person).not.toBe(ben!.person);
    expect(direct!.person).toBe(anne!.person);
    expect(direct!.conversation).not.toBe(anne!.conversation);
    expect(JSON.stringify(heard.map(({ person, conversation }) => [person, conversation]))).not.toMatch(/U0|C0|D0|T0/);
  });

  it('of something personal leads to the personal conversation', async () => {
    const { ask } = await serve({ turn: async () => replyOf('en privé', { goesOn: 'private' }) });
    await ask.event(mention('j’ai 452 pix'));
    await until('an answer', () => slack.shown.length === 1);
    expect(JSON.stringify(slack.shown[0]!.blocks)).toContain('"https://slack.com/app_redirect?app=A0APP&team=T0TEAM"');
    expect(wordsOf(slack.shown[0]!)).toContain('open (fr)');
  });
});

describe('not answered', () => {
  it.each([
    ['the bot’s own message', dm('a', { user: BOT, bot_id: BOT_ID })],
    ['the bot’s own message without its bot id', dm('a', { user: BOT })],
    ['another bot', dm('a', { bot_id: 'B0OTHER' })],
    ['a bot message', { ...dm('a', { subtype: 'bot_message', bot_id: 'B0OTHER' }), user: undefined }],
    ['an edit', { ...dm('a', { subtype: 'message_changed', message: { text: 'b' } }), user: undefined }],
    ['an edited mention', mention('a', { edited: { user: 'U0ANNE', ts: freshTs() } })],
    ['a deletion', dm('a', { subtype: 'message_deleted' })],
    ['a join', dm('a', { subtype: 'channel_join', channel_type: 'channel', channel: 'C0STAFF' })],
    ['what people say to each other', dm('a', { channel: 'C0STAFF', channel_type: 'channel' })],
    ['another event', { type: 'reaction_added', user: 'U0ANNE', item: { type: 'message', channel: 'C0STAFF', ts: freshTs() } }],
  ])('is %s, but acknowledged', async (_, event) => {
    const { ask } = await serve();
    expect((await ask.event(event)).status).toBe(200);
    await settled();
    expect([heard.length, slack.calls.length, failures]).toEqual([0, 0, []]);
  });
});

describe('a message that comes again', () => {
  it('as a retry, as a mention and as a message, and at once, is answered once', async () => {
    const { ask } = await serve();
    const ts = freshTs();
    const again = [dm('a', { ts }), dm('a', { ts }), { ...mention('a', { ts, channel: 'D0ANNE' }) }];
    await Promise.all(again.map((event, retry) => ask.event(event, { retry })));
    await until('an answer', () => slack.shown.length > 0);
    await settled();
    expect((await ask.event(dm('a', { ts }), { retry: 2 })).status).toBe(200);
    await settled();
    expect([slack.shown.length, heard.length]).toEqual([1, 1]);
  });

  it('to two adapters on one store is answered once, also after one was started anew', async () => {
    const [one, two] = [await serve(), await serve()];
    const event = mention('a');
    await Promise.all([one, two, one, two].map(({ ask }) => ask.event(event)));
    await until('an answer', () => slack.shown.length > 0);
    await settled();
    await one.adapter.stop();
    await (await serve()).ask.event(event, { retry: 1 });
    await settled();
    expect([slack.shown.length, heard.length]).toEqual([1, 1]);
  });

  it('in another channel at the same ts is another message', async () => {
    const { ask } = await serve();
    const ts = freshTs();
    await ask.event(dm('a', { ts }));
    await ask.event(dm('b', { ts, channel: 'D0BEN', user: 'U0BEN' }));
    await until('two answers', () => slack.shown.length === 2);
  });
});

describe('a request', () => {
  const body = JSON.stringify(envelope(dm('a')));
  const now = Math.floor(Date.now() / 1000);

  it.each([
    ['without a signature', {}],
    ['with a forged signature', signed(body, 'another-secret')],
    ['with a signature of something else', signed(`${body} `)],
    ['with an old signature', signed(body, undefined, now - 6 * 60)],
    ['with a signature dated in the future', signed(body, undefined, now + 6 * 60)],
    ['with nonsense for a time', { ...signed(body), 'X-Slack-Request-Timestamp': 'soon' }],
    ['with nonsense for a signature', { ...signed(body), 'X-Slack-Signature': 'v0' }],
  ])('%s gets a 401 and no answer', async (_, headers) => {
    const { ask } = await serve();
    expect((await ask.raw(body, 'application/json', { headers })).status).toBe(401);
    await settled();
    expect([heard.length, slack.calls.length]).toEqual([0, 0]);
  });

  it('that is no JSON gets a 400, one too large a 413, another method a 405', async () => {
    const { ask, url } = await serve();
    expect((await ask.raw('{', 'application/json')).status).toBe(400);
    expect((await ask.raw('x'.repeat(1_100_000), 'application/json')).status).toBe(413);
    expect((await fetch(url)).status).toBe(405);
  });

  it('that asks whether the address is ours is answered', async () => {
    const { ask } = await serve();
    const response = await ask.raw(JSON.stringify({ type: 'url_verification', challenge: 'c4a2' }), 'application/json');
    expect(await response.json()).toEqual({ challenge: 'c4a2' });
  });

  it('finds nothing where Slack is not set up, and the status says why', async () => {
    const { ask, adapter } = await serve({ settings: undefined });
    expect((await ask.event(dm('a'))).status).toBe(404);
    expect(adapter.status).toEqual({ on: false, why: 'SLACK_BOT_TOKEN is not set' });
    expect(adapter.send).toBeUndefined();
  });
});

describe('an acknowledgement', () => {
  it('comes at once while Slack’s Web API is away or silent', async () => {
    const away = await serve({ settings: settingsOf({ apiUrl: await nowhere() }) });
    expect((await away.ask.event(dm('a'))).status).toBe(200);
    slack.next('chat.postMessage', 'silence');
    const { ask } = await serve();
    expect((await ask.event(dm('b'))).status).toBe(200);
    await until('silence is told', () => failures.some((failure) => failure.startsWith('send: ambiguous')));
    expect(slack.countOf('chat.postMessage')).toBe(1);
  });

  it('comes within 3 s for each of 100 messages at once, and each is answered', async () => {
    const { ask } = await serve();
    const all = Array.from({ length: 100 }, (_, i) => ask.event(dm(`message ${i}`)));
    expect((await Promise.all(all)).every(({ status }) => status === 200)).toBe(true);
    await until('all answers', () => slack.shown.length === 100, 20_000);
    expect(new Set(slack.shown.map(wordsOf)).size).toBe(100);
  });

  it('does not wait for the turn, and stopping does', async () => {
    let letGo = () => {};
    const held = new Promise<void>((done) => (letGo = done));
    const { ask, adapter } = await serve({
      turn: async (message) => {
        await held;
        return echo(message);
      },
    });
    expect((await ask.event(dm('a'))).status).toBe(200);
    const stopped = adapter.stop().then(() => slack.shown.length);
    letGo();
    expect(await stopped).toBe(1);
  });
});

describe('a failure', () => {
  it('of a turn leaves the next whole, and the same message is answered when it comes again', async () => {
    const broken = [true];
    const { ask } = await serve({
      turn: async (message) => {
        if (broken.pop()) throw new Error('a turn');
        return echo(message);
      },
    });
    const event = dm('a');
    await ask.event(event);
    await until('told', () => failures.includes('turn: a turn'));
    await ask.event(dm('b'));
    await until('an answer', () => slack.shown.length === 1);
    await ask.event(event, { retry: 1 });
    await until('both', () => slack.shown.length === 2);
  });

  it('of the store does not keep the answer from people', async () => {
    const down = async () => {
      throw new Error('disk');
    };
    const { ask } = await serve({ store: { ...store, claim: down, settle: down, keepAddress: down } });
    await ask.event(dm('a'));
    await until('an answer', () => slack.shown.length === 1);
    expect(failures).toContain('store: disk');
  });

  it('by too many messages is waited out, and the answer comes once', async () => {
    slack.next('chat.postMessage', { status: 429, retryAfter: 1 });
    const { ask } = await serve();
    await ask.event(dm('a'));
    await until('an answer', () => slack.shown.length === 1);
    expect(slack.countOf('chat.postMessage')).toBe(2);
    expect(failures).toEqual([]);
  });

  it.each([[{ status: 500 }], ['reset'], [{ error: 'internal_error' }]] as const)(
    'that may have arrived (%o) is not sent again',
    async (mishap) => {
      slack.next('chat.postMessage', mishap);
      const { ask } = await serve();
      const event = dm('a');
      await ask.event(event);
      await until('told', () => failures.length > 0);
      await ask.event(event, { retry: 1 });
      await settled();
      expect([slack.countOf('chat.postMessage'), heard.length]).toEqual([1, 1]);
    },
  );
});

describe('a request of another Slack app', () => {
  it('is told apart by its signature alone, so that a second secret opens nothing', async () => {
    const { url } = await serve();
    const body = JSON.stringify(envelope(dm('a')));
    expect((await slackAt(url).raw(body, 'application/json', { headers: signed(body, 'other') })).status).toBe(401);
  });
});
