import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/types.ts';
import { dm, mention } from './fake/events.ts';
import { buttonsOf, until, wordsOf } from './fake.ts';
import { echo, failures, heard, keptAddress, replyOf, serve, slack, store } from './harness.ts';

type Served = Awaited<ReturnType<typeof serve>>;

async function asked({ ask }: Served, event = dm('bonjour')) {
  const before = slack.shown.length;
  await ask.event(event);
  await until('an answer', () => slack.shown.length === before + 1);
  const message = slack.shown[before]!;
  return { message, button: buttonsOf(message)[0]! };
}

const settled = () => new Promise((done) => setTimeout(done, 50));

describe('a pressed choice', () => {
  it('is acknowledged, shown instead of the buttons, and answered as its id', async () => {
    const served = await serve();
    const { message, button } = await asked(served);
    const response = await served.ask.interact(slack.press(message, button));
    expect([response.status, await response.text()]).toEqual([200, '']);
    await until('an answer', () => slack.shown.length === 2 && buttonsOf(message).length === 0);
    expect(wordsOf(message)).toBe('bonjour\n✓ Quand a lieu l’examen ?');
    expect(heard[1]).toMatchObject({ choice: 'exam.when;semester=1', private: true, conversation: heard[0]!.conversation });
    expect(heard[1]).not.toHaveProperty('text');
    expect(wordsOf(slack.shown[1]!)).toContain('exam.when;semester=1');
    expect(failures).toEqual([]);
  });

  it('is answered once, however often, by whomever and in whichever process it is pressed', async () => {
    const [one, two] = [await serve(), await serve()];
    const { message, button } = await asked(one, mention('bonjour'));
    const presses = ['U0ANNE', 'U0ANNE', 'U0BEN'].map((user) => slack.press(message, button, user));
    await Promise.all(presses.flatMap((payload) => [one.ask.interact(payload), two.ask.interact(payload)]));
    await until('an answer', () => slack.shown.length === 2);
    await settled();
    expect([slack.shown.length, heard.length, slack.countOf('chat.update')]).toEqual([2, 2, 1]);
  });

  it('in a channel is answered in the thread, and belongs to who pressed it', async () => {
    const served = await serve();
    const { message, button } = await asked(served, mention('bonjour'));
    await served.ask.interact(slack.press(message, button, 'U0BEN'));
    await until('an answer', () => slack.shown.length === 2);
    expect(slack.shown[1]).toMatchObject({ channel: 'C0STAFF', thread_ts: message.thread_ts });
    expect(heard[1]).toMatchObject({ private: false });
    expect(heard[1]!.person).not.toBe(heard[0]!.person);
  });

  it('is answered also where its message can not be changed', async () => {
    const served = await serve();
    const { message, button } = await asked(served);
    slack.next('chat.update', { error: 'cant_update_message' });
    await served.ask.interact(slack.press(message, button));
    await until('an answer', () => slack.shown.length === 2);
    await until('told', () => failures.includes('update: ambiguous'));
  });

  it('that leads to the personal conversation is acknowledged, and no turn', async () => {
    const served = await serve({ turn: async (message) => ({ ...(await echo(message)), choices: [], goesOn: 'private' }) });
    const { message, button } = await asked(served, mention('452'));
    expect(button.url).toContain('https://slack.com/app_redirect');
    expect((await served.ask.interact(slack.press(message, button))).status).toBe(200);
    await settled();
    expect(heard.length).toBe(1);
  });

  it('of a kind that nobody knows is acknowledged, and no turn', async () => {
    const { ask } = await serve();
    const payload = {
      ...slack.press({ channel: 'D0ANNE', ts: '1.000001', text: '', blocks: [], ephemeral: false }, {} as never),
    };
    expect((await ask.interact(payload)).status).toBe(200);
    expect(
      (await ask.interact({ type: 'view_submission', user: { id: 'U0ANNE' }, team: { id: 'T0TEAM' }, view: {} })).status,
    ).toBe(200);
    expect((await ask.interact({ type: 'shortcut', user: { id: 'U0ANNE' }, team: { id: 'T0TEAM' } })).status).toBe(200);
    await settled();
    expect(heard).toEqual([]);
  });
});

describe('the command', () => {
  const ephemeral = async ({ ask }: Served, text: string) => {
    const before = slack.shown.length;
    const response = await ask.command(slack.command(text));
    expect([response.status, await response.text()]).toEqual([200, '']);
    await until('an answer', () => slack.shown.length === before + 1);
    return slack.shown[before]!;
  };

  it('is answered to the person alone, without the Web API', async () => {
    const message = await ephemeral(await serve(), 'où est l’examen ?');
    expect(message).toMatchObject({ channel: 'C0STAFF', ephemeral: true });
    expect(heard[0]).toMatchObject({ text: 'où est l’examen ?', private: false });
    expect(slack.calls.map(({ method }) => method)).toEqual(['response_url']);
  });

  it('can be shared in the channel, once, with the words that the person saw', async () => {
    const served = await serve();
    const message = await ephemeral(served, 'où est l’examen ?');
    const share = buttonsOf(message).find(({ action_id }) => action_id === 'share')!;
    expect(share.text.text).toBe('share (fr)');
    const presses = [slack.press(message, share), slack.press(message, share)];
    await Promise.all(presses.map((payload) => served.ask.interact(payload)));
    await until('shared', () => slack.shown.length === 2 && wordsOf(message).includes('shared (fr)'));
    await settled();
    expect(slack.shown[1]).toMatchObject({ channel: 'C0STAFF', ephemeral: false });
    expect(wordsOf(slack.shown[1]!)).toBe('où est l’examen ?');
    expect(buttonsOf(message).map(({ action_id }) => action_id)).not.toContain('share');
    expect([slack.shown.length, heard.length]).toEqual([2, 1]);
  });

  it('goes on by its choices: the answer takes the place of the buttons', async () => {
    const served = await serve();
    const message = await ephemeral(served, 'bonjour');
    const [choice] = buttonsOf(message);
    await served.ask.interact(slack.press(message, choice!));
    await until('replaced', () => wordsOf(message).startsWith('✓ Quand'));
    expect(heard[1]).toMatchObject({ choice: 'exam.when;semester=1' });
    const again = buttonsOf(message)[0]!;
    await served.ask.interact(slack.press(message, again));
    await until('a third turn', () => heard.length === 3);
    expect(slack.shown.length).toBe(1);
  });

  it('about something personal offers the personal conversation and nothing to share', async () => {
    const served = await serve({ turn: async () => replyOf('là-bas', { goesOn: 'private' }) });
    const message = await ephemeral(served, '452');
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual(['open']);
  });

  it('in a conversation of two people shares nothing personal, and lets the bot write first to the person, not there', async () => {
    const served = await serve();
    await served.ask.command(slack.command('452 pix', { channel_id: 'D0OTHERS', channel_name: 'directmessage' }));
    await until('an answer', () => slack.shown.length === 1);
    expect(heard[0]).toMatchObject({ text: '452 pix', private: true });
    expect(buttonsOf(slack.shown[0]!).map(({ action_id }) => action_id)).not.toContain('share');
    const [choice] = buttonsOf(slack.shown[0]!);
    await served.ask.interact(slack.press(slack.shown[0]!, choice!));
    await until('replaced', () => wordsOf(slack.shown[0]!).startsWith('✓ Quand'));
    expect(buttonsOf(slack.shown[0]!).map(({ action_id }) => action_id)).not.toContain('share');
    const address = await keptAddress(heard[1]!.person);
    expect(await served.adapter.send?.(address, replyOf('rappel'))).toEqual({ outcome: 'sent' });
    expect(slack.shown[1]).toMatchObject({ channel: 'U0ANNE', text: 'rappel' });
  });

  it.each(['none', 'clarify', 'error'] as const)('that finds no answer (%s) has nothing to share', async (kind) => {
    const message = await ephemeral(await serve({ turn: async () => replyOf('comment ?', { kind }) }), '');
    expect(buttonsOf(message)).toEqual([]);
  });

  it.each([[{ status: 500 }], ['reset'], ['taken']] as const)('that comes twice is answered once (%o)', async (mishap) => {
    const { ask } = await serve();
    const fields = slack.command('a');
    slack.next('response_url', mishap);
    await Promise.all([ask.command(fields), ask.command(fields)]);
    await until('a request', () => slack.countOf('response_url') === 1);
    await settled();
    await ask.command(fields);
    await settled();
    expect([heard.length, slack.countOf('response_url'), failures.length]).toEqual([1, 1, mishap === 'taken' ? 0 : 1]);
  });
});

describe('what is kept', () => {
  it('is no name, no Slack id of a person, and nothing that a person wrote', async () => {
    const kept: unknown[] = [];
    const watched = new Proxy(store, {
      get:
        (target, name: keyof typeof store) =>
        (...given: unknown[]) => {
          kept.push([name, ...given]);
          return Reflect.apply(target[name], target, given);
        },
    });
    const turn = async (message: Message) => ({ ...(await echo(message)), blocks: replyOf('vu').blocks });
    const served = await serve({ store: watched, turn });
    const { message, button } = await asked(served, dm('mon secret', { user_profile: { real_name: 'Anne Martin' } }));
    await served.ask.interact(slack.press(message, button));
    await until('an answer', () => slack.shown.length === 2);
    await served.ask.command(slack.command('autre secret'));
    await until('an answer', () => slack.shown.length === 3);
    await settled();
    expect(kept.length).toBeGreaterThan(6);
    expect(JSON.stringify(kept)).not.toMatch(/secret|[Aa]nne\.?\s?[Mm]artin|U0ANNE/);
  });
});
