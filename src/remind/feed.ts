import { phrase } from '../answer/phrase.ts';
import { dateAt } from '../content/dates.ts';
import type { Content } from '../content.ts';
import { plainText } from '../render/console.ts';
import type { Clock, FeedState, Lang, Semester, Store } from '../types.ts';
import { feedEvents, feedYears } from './events.ts';
import { toIcs } from './ics.ts';

export type FeedParts = { content: () => Content; store: Pick<Store, 'sequences'>; clock: Clock };

/** What is asked for, and the address under which people reach this server, for links. */
export type FeedRequest = { lang: Lang; semester: Semester | undefined; origin: string };

/** Files kept: two semesters, all, in two languages, under a few addresses. More is somebody who plays with Host. */
const MOST_FILES = 60;

/**
 * The calendar feed: each file is made once for a content and a day. Rejects when the store does not answer: an event
 * whose number of changes is not known would be taken for an older one.
 */
export function createFeed({ content, store, clock }: FeedParts): (request: FeedRequest) => Promise<string> {
  const files = new Map<string, string>();
  let current: { key: string; events: Promise<FeedState[]> } | undefined;

  const eventsOf = (now: Content, today: string): Promise<FeedState[]> => {
    const key = `${now.version} ${today}`;
    if (current?.key === key) return current.events;
    files.clear();
    const years = feedYears(today);
    const events = store.sequences(feedEvents(now.calendar, years), years);
    const asked = { key, events };
    current = asked;
    // A failure is not kept: the next request asks again.
    events.catch(() => {
      if (current === asked) current = undefined;
    });
    return events;
  };

  return async ({ lang, semester, origin }) => {
    const now = content();
    const today = dateAt(clock());
    const events = await eventsOf(now, today);
    const key = `${now.version} ${today} ${lang} ${semester ?? ''} ${origin}`;
    const known = files.get(key);
    if (known !== undefined) return known;
    const text = toIcs({
      calendar: now.calendar,
      events,
      lang,
      semester,
      say: (name, values) => plainText({ blocks: phrase(now, name, lang, today, values) }),
      pageOf: (intent) => `${origin}/faq?lang=${lang}#${intent}`,
    });
    if (files.size >= MOST_FILES) files.clear();
    files.set(key, text);
    return text;
  };
}
