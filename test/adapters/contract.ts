import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeReminder } from '../../src/answer/reminder/message.ts';
import { createBot, type Knowledge } from '../../src/bot.ts';
import { dateAt } from '../../src/content/dates.ts';
import { knowledgeOf } from '../../src/knowledge.ts';
import { createReminders } from '../../src/remind.ts';
import { createStore, type WholeStore } from '../../src/store.ts';
import type { Address, Choice, Clock, Inline, Message, Reply, SendOutcome, Store, Turn } from '../../src/types.ts';
import { train } from '../../src/understand/model.ts';
import { PHRASINGS, STANDING, toyModel } from '../understand/toy.ts';

/** What an adapter is built from in these tests: the real bot on a small model, a real store. */
export type ContractParts = { turn: Turn; store: Store; clock: Clock };

/** One message of the bot as the platform got it. `text`: all that people read of it, in reading order, markup removed. */
export type Shown = {
  text: string;
  /** What can be pressed. */
  choices: Choice[];
  /** It leads to the personal conversation (a link or a button). */
  opensPrivate?: true;
};

/**
 * A platform with one adapter on it, driven from outside. Each call resolves when the bot is done with it, with what the
 * bot has shown meanwhile. What a platform does not have is left out, and its part of the contract with it.
 */
export type Harness = {
  channel: string;
  /** Says something in the private conversation of one person, in a French interface; delivered `times` at once, 1 if left out. */
  say: (text: string, times?: number) => Promise<Shown[]>;
  /** Presses a choice of a message shown before, in the same conversation. */
  press?: (choice: Choice) => Promise<Shown[]>;
  /** Delivers the last message of `say` again, as platforms do that got no answer in time. */
  redeliver?: () => Promise<Shown[]>;
  /** Ends the adapter and starts another on the same store. */
  restart?: () => Promise<void>;
  /** Delivers a message that the bot itself wrote. */
  ownMessage?: (text: string) => Promise<Shown[]>;
  /** Says something to the bot as this person, in a channel or group that all persons of the test share. */
  inChannel?: (person: string, text: string) => Promise<Shown[]>;
  /** Sends first to an address of this channel. */
  send?: (address: Address, reply: Reply) => Promise<Shown[]>;
  /** Sends first to a conversation that knows the bot no more. */
  sendToGone?: () => Promise<SendOutcome>;
  stop: () => Promise<void>;
};

const START = Date.parse('2026-10-01T09:00:00+02:00');
const WHERE = "Où a lieu l'examen ?";
const WHERE_EN = 'Where is the exam?';
const REMIND = 'reminder.subscribe';

const { entries } = knowledgeOf('content', toyModel(), dateAt(START)).content;
const INTENTS = [...new Set([...STANDING.map(({ intent }) => intent), REMIND])].filter((intent) => entries.has(intent));
const titles = INTENTS.flatMap((intent) =>
  Object.entries(entries.get(intent)?.title ?? {}).map(([lang, text]) => ({ text, lang, intent })),
);
let learnt: Knowledge | undefined;

/** The real content, and a small model that has also met the words of the buttons. */
function knowledge(): Knowledge {
  learnt ??= knowledgeOf('content', train({ ...PHRASINGS, examples: [...PHRASINGS.examples, ...titles] }), dateAt(START));
  return learnt;
}

/** What every adapter must do, whatever its platform; `open` starts one on a platform of its own. */
export function contract(name: string, open: (parts: ContractParts) => Promise<Harness>): void {
  describe(`the contract of all adapters: ${name}`, () => {
    let store: WholeStore;
    let turns: { message: Message; reply: Reply }[];
    let errors: unknown[];
    let broken: boolean;
    let now: number;
    let on: Harness;

    beforeEach(async () => {
      [turns, errors, broken, now] = [[], [], false, START];
      const clock = () => now;
      store = await createStore({ sqlite: ':memory:' }, clock);
      const bot = createBot({
        knowledge: () => ({ ...knowledge(), understand: (...asked) => (broken ? fail() : knowledge().understand(...asked)) }),
        store,
        reminders: createReminders({ store, calendar: () => knowledge().content.calendar, clock }),
        rings: (channel) => channel !== 'web',
        clock,
        defaultLang: 'fr',
        onError: (error) => errors.push(error),
        onStoreError: (error) => errors.push(error),
      });
      const turn: Turn = async (message) => {
        const reply = await bot(message);
        turns.push({ message, reply });
        return reply;
      };
      on = await open({ turn, store, clock });
    });

    afterEach(async () => {
      await on.stop();
      await store.close();
    });

    const last = () => turns.at(-1) as { message: Message; reply: Reply };
    const only = (shown: Shown[]): Shown => {
      expect(shown).toHaveLength(1);
      return shown[0] as Shown;
    };
    /** Runs only where the platform has what the test is about; what it lacks is said. */
    const has = <K extends keyof Harness>(name: K, skip: (why: string) => void): NonNullable<Harness[K]> => {
      const found = on[name];
      if (!found) skip(`${on.channel} has no ${name}`);
      return found as NonNullable<Harness[K]>;
    };

    it('a message gets one reply, with its words and its choices', async () => {
      const shown = only(await on.say(WHERE));
      expect(turns).toHaveLength(1);
      const { message, reply } = last();
      expect(message).toMatchObject({ channel: on.channel, private: true, text: WHERE });
      expect(reply).toMatchObject({ kind: 'answer', intents: ['exam.where'] });
      for (const words of wordsOf(reply)) expect(level(shown.text)).toContain(level(words));
      if (on.press) expect(shown.choices).toEqual(reply.choices);
    });

    it('people are known by opaque ids, the same for each of their messages', async () => {
      await on.say(WHERE);
      await on.say(WHERE_EN);
      const [one, two] = turns.map(({ message }) => message) as [Message, Message];
      expect(two.person).toBe(one.person);
      expect(two.conversation).toBe(one.conversation);
      expect(two.id).not.toBe(one.id);
      expect(JSON.stringify([one.person, one.conversation])).not.toMatch(/\s|ada|lovelace|bob|@example/i);
    });

    it("the bot's own message is not answered", async ({ skip }) => {
      const ownMessage = has('ownMessage', skip);
      expect(await ownMessage(WHERE)).toEqual([]);
      expect(turns).toEqual([]);
    });

    it('a pressed choice is the same as its words', async ({ skip }) => {
      const press = has('press', skip);
      const choice = only(await on.say(WHERE)).choices[0] as Choice;
      const pressed = only(await press(choice));
      expect(last().message).toMatchObject({ choice: choice.id, private: true });
      const { reply } = last();
      const said = only(await on.say(choice.says));
      expect(level(said.text)).toBe(level(pressed.text));
      expect(last().reply.intents).toEqual(reply.intents);
    });

    it('the language of the question is kept by a pressed choice and by a bare number', async () => {
      const shown = only(await on.say(WHERE_EN));
      expect(last().reply.lang).toBe('en');
      if (on.press) {
        await on.press(shown.choices[0] as Choice);
        expect(last().reply).toMatchObject({ kind: 'answer', lang: 'en' });
      }
      await on.say('452');
      expect(last().reply.lang).toBe('en');
    });

    it.for(['fr', 'en'])(
      'a reminder (%s) is answered by its buttons, in its language, also weeks later',
      async (lang, { skip }) => {
        const [send, press] = [has('send', skip), has('press', skip)];
        const { content } = knowledge();
        await on.say(lang === 'en' ? WHERE_EN : WHERE);
        const { channel, person } = last().message;
        const reminders = createReminders({ store, calendar: () => content.calendar, clock: () => now });
        const dates = ['profile.s2', 'exam.start'].map((date) => ({ date, year: '2026-2027' }));
        await reminders.follow({ channel, person, lang }, dates);
        // By now nothing is remembered of the conversation but what the person asked to be reminded of.
        now = Date.parse('2027-03-01T09:00:00+01:00');
        await store.expire();
        const notice = { ...dates[0]!, kind: 'lead', day: '2027-03-15', confirmed: true } as const;
        const reply = composeReminder(content, [notice], lang, now);
        const address = await store.addressOf(channel, person);
        const shown = only(await send(address as Address, reply));
        for (const words of wordsOf(reply)) expect(level(shown.text)).toContain(level(words));
        expect(shown.choices).toEqual(reply.choices);
        expect(shown.choices.map(({ label }) => label)).toEqual(
          lang === 'en' ? ['Done', 'No more reminders'] : ["C'est fait", 'Plus de rappel'],
        );
        const done = only(await press(shown.choices[0] as Choice));
        expect(last().reply).toMatchObject({ kind: 'answer', intents: ['reminder.unsubscribe'], lang });
        expect(done.text).toContain(content.calendar['profile.s2']?.name[lang]);
        const left = await reminders.followed(channel, person);
        expect(left.map(({ date }) => date)).toEqual(['exam.start']);
      },
    );

    it('a message delivered again is answered once, also by another process and after a restart', async ({ skip }) => {
      const redeliver = has('redeliver', skip);
      const first = only(await on.say(WHERE));
      const repeated = await redeliver();
      await on.restart?.();
      repeated.push(...(await redeliver()));
      expect(turns).toHaveLength(1);
      // Where the answer is the response to the request, it is the same one again.
      for (const again of repeated) expect(again).toEqual(first);
      if (!ANSWERS_IN_RESPONSE.has(on.channel)) expect(repeated).toEqual([]);
    });

    it('a message delivered several times at once is one turn', async () => {
      const [first, ...repeated] = await on.say(WHERE, 4);
      expect(turns).toHaveLength(1);
      expect(first).toBeDefined();
      for (const again of repeated) expect(again).toEqual(first);
      if (!ANSWERS_IN_RESPONSE.has(on.channel)) expect(repeated).toEqual([]);
    });

    it('two people in one channel are kept apart', async ({ skip }) => {
      const inChannel = has('inChannel', skip);
      only(await inChannel('ada', WHERE_EN));
      only(await inChannel('bob', WHERE));
      const [ada, bob] = turns.map(({ message }) => message) as [Message, Message];
      expect(ada).toMatchObject({ private: false, text: WHERE_EN });
      expect(bob).toMatchObject({ private: false, text: WHERE });
      expect(bob.person).not.toBe(ada.person);
      expect(bob.conversation).not.toBe(ada.conversation);
      // What is no language at all is answered in the language of one's own conversation.
      await inChannel('ada', '???');
      expect(last().reply.lang).toBe('en');
      await inChannel('bob', '???');
      expect(last().reply.lang).toBe('fr');
    });

    it.for(['452 pix', entries.get(REMIND)?.title.fr as string])(
      '"%s", asked in a channel, goes on in the personal conversation',
      async (text, { skip }) => {
        const inChannel = has('inChannel', skip);
        const shown = only(await inChannel('ada', text));
        expect(last().reply.goesOn).toBe('private');
        for (const words of wordsOf(last().reply)) expect(level(shown.text)).toContain(level(words));
        expect(shown.opensPrivate).toBe(true);
        expect(shown.text).not.toContain('452');
      },
    );

    it('an error in a turn apologises, and leaves the next turn whole', async () => {
      broken = true;
      const sorry = only(await on.say(WHERE));
      expect(last().reply.kind).toBe('error');
      for (const words of wordsOf(last().reply)) expect(level(sorry.text)).toContain(level(words));
      expect(errors).toHaveLength(1);
      broken = false;
      only(await on.say(WHERE));
      expect(last().reply).toMatchObject({ kind: 'answer', intents: ['exam.where'] });
    });

    it('sending first to an address that is gone says so', async ({ skip }) => {
      const sendToGone = has('sendToGone', skip);
      expect(await sendToGone()).toMatchObject({ outcome: 'gone' });
    });
  });
}

/** Channels that answer in the response to the request itself: a repeat is shown the same answer again. */
const ANSWERS_IN_RESPONSE: ReadonlySet<string> = new Set(['web']);

function fail(): never {
  throw new Error('the turn breaks, as this test wants it to');
}

/** White space, and what stands for it, made the same. */
const level = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a reply says, piece by piece: every platform breaks lines in its own way. */
function wordsOf({ blocks }: Reply): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'paragraph') return textsOf(block.children);
    if (block.type === 'list') return block.items.flatMap(textsOf);
    return block.type === 'table' ? [...block.head, ...block.rows.flat()] : [];
  });
}

const textsOf = (nodes: readonly Inline[]): string[] =>
  nodes.flatMap((node) => ('value' in node ? [node.value] : 'children' in node ? textsOf(node.children) : []));
