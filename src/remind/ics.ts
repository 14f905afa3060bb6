import ical, {
  type ICalAlarmData,
  ICalAlarmType,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { inWords, ZONE } from '../content/dates.ts';
import type { CalendarEntry } from '../content/schema.ts';
import type { FeedState, Lang, Semester } from '../types.ts';
import { VTIMEZONE_PARIS } from './zone.ts';

export type IcsParts = {
  calendar: Readonly<Record<string, CalendarEntry>>;
  /** What was published, as it stands now. */
  events: readonly FeedState[];
  lang: Lang;
  /** The dates of one semester, and those that belong to none; without it all. */
  semester: Semester | undefined;
  /** A sentence of `content/`, as plain text in `lang`. */
  say: (phrase: string, values?: Readonly<Record<string, string>>) => string;
  /** The page that answers an intent. */
  pageOf: (intent: string) => string;
};

/** Days before a date at which a calendar rings, at 9:00 in Strasbourg: as the reminders do. */
const ALARM_DAYS = [14, 7, 1];
const ALARM_HOUR = '09:00';
/** How often a calendar should ask again, in seconds: a date that moved is seen within half a day. */
const REFRESH_S = 12 * 3600;
const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

/** The dates as an iCalendar file (RFC 5545, RFC 7986). Pure. */
export function toIcs(parts: IcsParts): string {
  const { events, lang, semester, say } = parts;
  const name = semester === undefined ? say('feed.title') : say('feed.title.semester', { semester: String(semester) });
  const feed = ical({
    prodId: { company: 'pix-assistant', product: 'calendar', language: lang.toUpperCase() },
    // The library escapes the texts of events, but not these two.
    name: escapeText(name),
    description: escapeText(say('feed.about')),
    ttl: REFRESH_S,
  });
  for (const event of events)
    if (semester === undefined || event.semester === undefined || event.semester === semester)
      feed.createEvent(eventOf(event, parts));
  return withZone(feed.toString());
}

function eventOf(event: FeedState, { calendar, lang, say, pageOf }: IcsParts): ICalEventData {
  const entry = Object.hasOwn(calendar, event.date) ? calendar[event.date] : undefined;
  const [first, last = first] = event.day.split('/') as [string, string?];
  const name = capital(entry?.name[lang] ?? say('feed.removed'));
  const summary = event.status === 'confirmed' ? name : say(`feed.${event.status}`, { name });
  const changed = new Date(event.changedAt);
  const link = entry && pageOf(entry.intent);
  const about = say(`feed.about.${event.status}`, { name, day: inWords(first, lang), years: event.year });
  return {
    id: `${event.date}-${event.year}@pix-assistant`,
    sequence: event.sequence,
    stamp: changed,
    lastModified: changed,
    // All day long: these dates have no hour, and nobody is busy on them.
    allDay: true,
    start: Temporal.PlainDate.from(first),
    end: Temporal.PlainDate.from(last).add({ days: 1 }),
    transparency: ICalEventTransparency.TRANSPARENT,
    summary,
    description: link === undefined ? about : `${about}\n\n${say('feed.more', { link })}`,
    url: link,
    status: STATUS[event.status],
    alarms: event.status === 'cancelled' ? [] : ALARM_DAYS.map((days) => alarm(first, days, summary, lang, say)),
  };
}

/**
 * An instant, not "14 days before the start": counted from the start of an all-day event, it would ring at another hour in
 * another zone, and in some programs an hour off when the clocks change in between. RFC 5545 wants it in UTC.
 */
function alarm(day: string, days: number, name: string, lang: Lang, say: IcsParts['say']): ICalAlarmData {
  const rings = Temporal.PlainDate.from(day).subtract({ days }).toZonedDateTime({ timeZone: ZONE, plainTime: ALARM_HOUR });
  const phrase = days === 1 ? 'feed.alarm.tomorrow' : 'feed.alarm';
  const description = say(phrase, { name, days: String(days), day: inWords(day, lang) });
  return { type: ICalAlarmType.display, trigger: new Date(rings.epochMilliseconds), description };
}

/**
 * The zone in which the dates are meant is put in here: told of it, the library would write what must be in UTC (DTSTAMP,
 * the alarms) in local time. And the last line ends like every other.
 */
function withZone(text: string): string {
  return `${text.replace(/(?=BEGIN:VEVENT|END:VCALENDAR)/, `X-WR-TIMEZONE:${ZONE}\r\n${VTIMEZONE_PARIS}`)}\r\n`;
}

const escapeText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
