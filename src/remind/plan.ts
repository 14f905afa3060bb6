import { dateAt } from '../content/dates.ts';
import type { DateOfYear } from '../types.ts';
import { chosen, type Message } from './cap.ts';
import type { Held, Planned, Row, Subscription } from './ledger.ts';
import { dayNumber, dayNumberAt, endOf, leadTime, soon } from './times.ts';

/** A row to be, before it is known which of them fit into the week. */
type Wanted = Omit<Planned, 'state'> & { subscription: string };

/** States of a row that has left, or may have: the person counts as told. */
const TOLD: readonly string[] = ['leaving', 'sent', 'ambiguous'];
/** States that a row may come back from. */
const OPEN: readonly string[] = ['planned', 'skipped', 'cancelled'];

/**
 * The rows that one person should have, planned and skipped, but for those that have left or ended. Every subscription's `day`
 * still says what was planned before; `dayOf` says the day as it is now ("" while unknown). Pure: the same for every server.
 */
export function planOf(held: Held, dayOf: (date: DateOfYear) => string, now: number): (Wanted & Planned)[] {
  const wanted = held.subscriptions.flatMap((subscription) => {
    const rows = held.rows.filter((row) => row.subscription === subscription.id);
    return wantedOf(subscription, rows, dayOf(subscription), now);
  });
  const counted = wanted.filter(counts);
  const messages = new Map<number, Message & { rows: Wanted[] }>();
  for (const row of counted) {
    // All that is overdue goes as one.
    const at = Math.max(row.dueAt, now);
    const nearness = dayNumber(row.day) - dayNumberAt(at);
    const message = messages.get(at) ?? { at, nearness, rows: [] };
    message.nearness = Math.min(message.nearness, nearness);
    message.rows.push(row);
    messages.set(at, message);
  }
  const going = chosen([...messages.values()], messagesOf(held.rows));
  const goingRows = new Set([...going].flatMap(({ rows }) => rows));
  return wanted.map((row) => ({ ...row, state: !counts(row) || goingRows.has(row) ? 'planned' : 'skipped' }));
}

/** A correction always goes, and takes nobody's place. */
export const counts = ({ kind }: Pick<Planned, 'kind'>): boolean => kind === 'lead' || kind === 'published';

/** When messages left that count: each once, however many rows were in it. Epoch ms. */
export function messagesOf(rows: readonly Row[]): number[] {
  const left = rows.flatMap((row) => (counts(row) && TOLD.includes(row.state) && row.leftAt !== undefined ? [row.leftAt] : []));
  return [...new Set(left)];
}

/** The last that left to the person about a subscription. */
function lastTold(rows: readonly Row[]): Row | undefined {
  return rows
    .filter((row) => TOLD.includes(row.state))
    .sort((a, b) => (a.leftAt ?? 0) - (b.leftAt ?? 0) || Number(counts(b)) - Number(counts(a)))
    .at(-1);
}

function wantedOf(subscription: Subscription, rows: readonly Row[], day: string, now: number): Wanted[] {
  const told = lastTold(rows);
  if (day === '') return told && told.day >= dateAt(now) ? [sudden(subscription, rows, 'removed', '', told.day, now)] : [];
  if (day < dateAt(now)) return [];
  const news = newsOf(subscription, rows, day, told, now);
  const leads = subscription.leads.flatMap((lead) => leadOf(subscription, rows, day, lead, now));
  return [...news, ...leads, ...(told || news.length > 0 ? [] : overtaken(subscription, rows, day, now))];
}

/** What the person should hear at once: the date has moved, or is known at last. */
function newsOf(subscription: Subscription, rows: readonly Row[], day: string, told: Row | undefined, now: number): Wanted[] {
  if (told && told.day !== '' && told.day !== day) return [sudden(subscription, rows, 'moved', day, told.day, now)];
  const waits = rows.some((row) => row.kind === 'published' && waitsStill(row, now));
  const unheard = told === undefined || told.day === '';
  return unheard && (subscription.day === '' || waits) ? [sudden(subscription, rows, 'published', day, '', now)] : [];
}

/** A row for what was not foreseen. One that waits already stays as it is; its number tells it from earlier ones alike. */
function sudden(
  { id }: Subscription,
  rows: readonly Row[],
  kind: Planned['kind'],
  day: string,
  before: string,
  now: number,
): Wanted {
  const alike = { subscription: id, kind, lead: 0, day, before };
  const waiting = rows.find((row) => row.kind === kind && row.day === day && row.before === before && waitsStill(row, now));
  if (waiting) return { ...alike, id: waiting.id, dueAt: waiting.dueAt, untilAt: waiting.untilAt };
  const number = rows.filter((row) => !OPEN.includes(row.state)).length;
  const untilAt = endOf(day === '' ? before : day);
  return { ...alike, id: `${id}.${kind}.${number}.${day}`, dueAt: soon(now), untilAt };
}

/** Planned, or left out with its time to come: that may still change. */
export const waitsStill = (row: Row, now: number): boolean =>
  row.state === 'planned' || (row.state === 'skipped' && row.dueAt > now);

/** The row of a lead time; none if it is past, unless it waits to be sent. */
function leadOf({ id }: Subscription, rows: readonly Row[], day: string, lead: number, now: number): Wanted[] {
  const wanted = leadRow(id, day, lead, leadTime(day, lead));
  const known = rows.find((row) => row.id === wanted.id);
  if (known?.state === 'planned') return [{ ...wanted, dueAt: known.dueAt }];
  return (known === undefined || OPEN.includes(known.state)) && wanted.dueAt > now ? [wanted] : [];
}

/**
 * The date came nearer than some lead times that were still to come, and the person has heard nothing yet: the nearest
 * of them goes at once.
 */
function overtaken({ id }: Subscription, rows: readonly Row[], day: string, now: number): Wanted[] {
  const leads = rows
    .filter((row) => row.kind === 'lead' && row.state === 'planned' && row.day !== day && leadTime(day, row.lead) <= now)
    .map((row) => row.lead);
  if (leads.length === 0) return [];
  return [leadRow(id, day, Math.min(...leads), soon(now))];
}

const leadRow = (id: string, day: string, lead: number, dueAt: number): Wanted => ({
  id: `${id}.lead.${lead}.${day}`,
  subscription: id,
  kind: 'lead',
  lead,
  day,
  before: '',
  dueAt,
  untilAt: endOf(day),
});
