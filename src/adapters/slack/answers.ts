import type { SlackMessage } from '../../render/slack/shapes.ts';
import { blocksInJson, renderSlack, type SlackExtras, withPressed } from '../../render/slack.ts';
import type { Message, Reply } from '../../types.ts';
import type { SlackParts } from '../slack.ts';
import { CHANNEL, writeAddress } from './address.ts';
import type { Respond, SlackDoors } from './bolt.ts';
import { deliver } from './deliver.ts';
import { channelConversation, personOf, privateConversation, shortId } from './ids.ts';
import type { From, Incoming } from './incoming.ts';
import type { Answered, createOnce } from './once.ts';

type Of<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>;
type Where = From & { channel: string; direct: boolean; only: boolean };
/** As the rest of the bot knows them. `privately`: the conversation that they have with the bot alone. */
type Who = { person: string; privately: string };
type Parts = Pick<SlackParts, 'turn' | 'clock' | 'words' | 'store' | 'onError'> &
  ReturnType<typeof createOnce> & { call: SlackDoors['call']; stopping: AbortSignal };

/** Where the bot's personal conversation is, for people who are not there yet. */
const privateUrl = ({ team, app }: From): string =>
  `https://slack.com/app_redirect?app=${encodeURIComponent(app)}&team=${encodeURIComponent(team)}`;

/**
 * A request to post one message, without previews of the pages that it links to. The blocks go as the text that they
 * become anyway: the SDK walks through whatever is not text several times, which costs as much as rendering.
 */
export const posting = (channel: string, thread: string | undefined, { text, blocks }: SlackMessage) => ({
  channel,
  ...(thread === undefined ? {} : { thread_ts: thread }),
  text,
  blocks: blocksInJson(blocks),
  unfurl_links: false,
  unfurl_media: false,
});

const whoOf = ({ team, user }: From): Who => ({ person: personOf(team, user), privately: privateConversation(team, user) });

/** Messages, mentions, pressed choices, commands and shared answers: each answered once, where it came from. */
export function createAnswers({ turn, clock, words, store, onError, call, stopping, once, answered, attempt }: Parts) {
  const extras = (from: From, id: string, reply: Reply): SlackExtras => ({
    id: shortId(id),
    words: words(reply.lang),
    privateUrl: reply.goesOn === 'private' ? privateUrl(from) : '',
  });

  /**
   * Of a direct conversation it is kept where the bot may write first. Asked for behind the claim, which the person waits for;
   * before the turn, which may be to forget it. `only`: shown to one person, perhaps in a direct conversation with somebody else,
   * where the bot is not: a person's id stands for the one with the bot.
   */
  function keep({ team, user, channel, direct, only }: Where, { person, privately }: Who): void {
    if (!direct) return;
    const address = writeAddress({ team, channel: only ? user : channel, conversation: privately });
    void attempt(() => store.keepAddress(privately, person, true, address));
  }

  /** The bot's answer. */
  function answer(
    { team, user, channel, direct }: Where,
    { person, privately }: Who,
    said: Pick<Message, 'id' | 'text' | 'choice' | 'files' | 'lang'>,
  ) {
    const conversation = direct ? privately : channelConversation(team, channel, user);
    return turn({ ...said, channel: CHANNEL, person, conversation, private: direct, at: clock() });
  }

  /** Where the bot turns out to be gone, it does not write first any more. */
  async function post(from: From, channel: string, thread: string | undefined, messages: readonly SlackMessage[]) {
    const posts = messages.map((message) => () => call('chat.postMessage', posting(channel, thread, message)));
    const outcome = await deliver(posts, stopping);
    const conversation = privateConversation(from.team, from.user);
    if (outcome.outcome === 'gone' && channel.startsWith('D')) await attempt(() => store.dropAddress(CHANNEL, conversation));
    return outcome;
  }

  async function message(asked: Of<'message'>): Promise<void> {
    const { team, channel, ts, direct, text, files } = asked;
    const id = `${team}:${channel}:${ts}`;
    const where = { ...asked, only: false };
    const who = whoOf(asked);
    await once(id, who.person, async (): Promise<Answered> => {
      keep(where, who);
      const reply = await answer(where, who, { id, text, ...(files ? { files: true } : {}) });
      // In a channel the answer opens a thread; a direct conversation has one only where the person opened it.
      const thread = asked.thread ?? (direct ? undefined : ts);
      return { reply, outcome: await post(asked, channel, thread, renderSlack(reply, extras(asked, id, reply))) };
    });
  }

  async function press(pressed: Of<'press'>, respond: Respond | undefined): Promise<void> {
    const { team, user, app, at, choice, label, lang } = pressed;
    const id = `${team}:${at.channel}:${at.ts}:${at.block}`;
    const where = { team, user, app, ...at };
    const who = whoOf(pressed);
    await once(id, who.person, async (): Promise<Answered> => {
      keep(where, who);
      const showing = at.only ? undefined : show(at, label);
      const reply = await answer(where, who, { id, choice, lang });
      const more = extras(pressed, id, reply);
      if (at.only && respond) {
        const replacing = renderSlack(reply, { ...more, pressed: label, share: sharing(reply, at, id) });
        return { reply, outcome: await deliver(onlyToThem(replacing, respond, true), stopping) };
      }
      const thread = at.thread ?? (at.direct ? undefined : at.ts);
      const outcome = await post(pressed, at.channel, thread, renderSlack(reply, more));
      await showing;
      return { reply, outcome };
    });
  }

  /** The pressed choice instead of the buttons, so that nobody presses twice; the claim holds even if this fails. */
  async function show({ channel, ts, message }: Of<'press'>['at'], label: string): Promise<void> {
    const { text = '', blocks = [] } = message ?? {};
    const shown = { channel, ts, text, blocks: JSON.stringify(withPressed(blocks, label)) };
    const { outcome } = await deliver([() => call('chat.update', shown)], stopping);
    if (outcome !== 'sent') onError(`update: ${outcome}`, undefined);
  }

  async function command(asked: Of<'command'>, respond: Respond | undefined): Promise<void> {
    const { team, text } = asked;
    const id = `${team}:command:${asked.id}`;
    if (!respond) return;
    // Others may read along once it is shared: what is personal goes on elsewhere, as in the channel itself.
    const where = { ...asked, only: true };
    const who = whoOf(asked);
    await once(id, who.person, async (): Promise<Answered> => {
      keep(where, who);
      const reply = await answer(where, who, { id, text });
      const messages = renderSlack(reply, { ...extras(asked, id, reply), share: sharing(reply, asked, id) });
      return { reply, outcome: await deliver(onlyToThem(messages, respond, false), stopping) };
    });
  }

  async function share(pressed: Of<'share'>, respond: Respond | undefined): Promise<void> {
    const { team, user, at } = pressed;
    const shared = await answered(pressed.answer);
    if (!shared || !respond) return;
    const reply = { ...shared, choices: [] };
    await once(`${pressed.answer}:shared`, personOf(team, user), async (): Promise<Answered> => {
      const more = extras(pressed, `${at.block}:shared`, reply);
      const toAll = renderSlack(reply, more).map(
        (message) => () => respond({ response_type: 'in_channel', replace_original: false, ...message }),
      );
      const outcome = await deliver(toAll, stopping);
      if (outcome.outcome !== 'retry') {
        const told = renderSlack(shared, { ...more, shared: true });
        await deliver(onlyToThem(told, respond, true), stopping);
      }
      return { reply, outcome };
    });
  }

  return { message, press, command, share };
}

/** What can be shared: an answer, and not where personal matters are spoken of. */
const sharing = ({ kind }: Reply, { direct }: { direct: boolean }, id: string): string | undefined =>
  kind === 'answer' && !direct ? id : undefined;

/** The first message may take the place of the one with the buttons. */
const onlyToThem = (messages: readonly SlackMessage[], respond: Respond, replace: boolean) =>
  messages.map((message, i) => () => respond({ response_type: 'ephemeral', replace_original: replace && i === 0, ...message }));
