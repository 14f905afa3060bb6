import { renderHome } from '../../render/slack/home.ts';
import type { Lang, Reply } from '../../types.ts';
import type { SlackParts } from '../slack.ts';
import { CHANNEL, writeAddress } from './address.ts';
import type { SlackDoors } from './bolt.ts';
import { deliver } from './deliver.ts';
import { homeConversation, personOf, privateConversation } from './ids.ts';
import type { Incoming } from './incoming.ts';
import type { Answered, createOnce } from './once.ts';

type Opened = Extract<Incoming, { kind: 'home' }>;
type Parts = Pick<SlackParts, 'turn' | 'clock' | 'words' | 'langs' | 'store'> &
  ReturnType<typeof createOnce> & { call: SlackDoors['call']; stopping: AbortSignal };

/** The home tab: made anew when it is opened and at each press in it. Its pages are replies asked of the bot. */
export function createHome({ turn, clock, words, langs, store, call, stopping, once, attempt }: Parts) {
  /** An answer to what was asked in the tab belongs to the personal conversation. */
  async function answer({ team, user, ask, id = '' }: Opened, lang: Lang): Promise<Reply | undefined> {
    if (!ask) return undefined;
    const person = personOf(team, user);
    const conversation = privateConversation(team, user);
    // A person's id stands for the conversation with them that a bot may open.
    const address = writeAddress({ team, channel: user, conversation });
    void attempt(() => store.keepAddress(conversation, person, true, address));
    const said = 'choice' in ask ? { choice: ask.choice } : { text: ask.text };
    return turn({ ...said, id, channel: CHANNEL, person, conversation, private: true, at: clock(), lang });
  }

  function page({ team, user, id = '' }: Opened, choice: string, lang: Lang): Promise<Reply> {
    const conversation = homeConversation(team, user, lang);
    const at = { channel: CHANNEL, person: personOf(team, user), conversation, private: true, at: clock() };
    return turn({ ...at, id: `${id}:${choice}`, choice, lang });
  }

  async function publish(opened: Opened): Promise<Answered> {
    const asked = langs.find((lang) => lang === opened.lang) ?? langs[0]!;
    const reply = await answer(opened, asked);
    const lang = reply?.lang ?? asked;
    const [topics, dates] = [await page(opened, 'bot.help', lang), await page(opened, 'calendar.overview', lang)];
    const pressed = opened.ask && 'label' in opened.ask ? opened.ask.label : undefined;
    const languages = langs.filter((other) => other !== lang).map((other) => ({ lang: other, label: words(other).language }));
    const view = renderHome({ lang, words: words(lang), languages, answer: reply && { pressed, reply }, topics, dates });
    const outcome = await deliver([() => call('views.publish', { user_id: opened.user, view: JSON.stringify(view) })], stopping);
    return { reply: reply ?? topics, outcome };
  }

  return async (opened: Opened): Promise<void> => {
    const person = personOf(opened.team, opened.user);
    if (opened.id === undefined) await publish(opened);
    else await once(`home:${person}:${opened.id}`, person, () => publish(opened));
  };
}
