import { sql, type Transaction } from 'kysely';
import type { Change, Held, Ledger, State, Subscription, Who } from '../../remind/ledger.ts';
import type { Clock } from '../../types.ts';
import type { Database } from '../database.ts';
import type { Db, Tables } from '../tables.ts';
import { readRow, readSubscription } from './rows.ts';
import { stateOfRow } from './state.ts';

/** Rows of one insert: SQLite takes 32,766 values. */
const ROWS = 500;

/** Reading and changing what people are reminded of, and what is planned for it. */
export function changes({ db, dialect, together }: Database, clock: Clock): Pick<Ledger, 'change' | 'read'> {
  return {
    change: (channel, persons, decide) =>
      together(async (transaction) => {
        if (dialect === 'postgres') await lock(transaction, channel, persons);
        const held = await readAll(transaction, channel, persons, dialect === 'postgres');
        const decided = persons.map((person): Decided => {
          const mine = held.get(person) ?? NOTHING;
          return { who: { channel, person }, held: mine, change: decide(mine, person) };
        });
        await write(transaction, decided, clock());
      }),
    read: async (channel, person) => (await readAll(db, channel, [person], false)).get(person) ?? NOTHING,
  };
}

type Decided = { who: Who; held: Held; change: Change };
const NOTHING: Held = { subscriptions: [], rows: [] };

/** One planner for a person at a time; in one order, so that two planners do not wait for each other. */
async function lock(db: Db, channel: string, persons: readonly string[]): Promise<void> {
  const keys = persons.map((person) => `${channel} ${person}`).sort();
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${keys}::text[]) as key`.execute(db);
}

/** `lockRows`: so that none of them leaves while it is being planned anew. */
async function readAll(db: Db, channel: string, persons: readonly string[], lockRows: boolean): Promise<Map<string, Held>> {
  const subscriptions = await db
    .selectFrom('subscription')
    .selectAll()
    .where('channel', '=', channel)
    .where('person', 'in', persons)
    .execute();
  const rows = await db
    .selectFrom('reminder')
    .selectAll()
    .where('channel', '=', channel)
    .where('person', 'in', persons)
    .orderBy('id')
    .$if(lockRows, (query) => query.forUpdate())
    .execute();
  const held = new Map<string, Held>(persons.map((person) => [person, { subscriptions: [], rows: [] }]));
  for (const row of subscriptions) held.get(row.person)?.subscriptions.push(readSubscription(row));
  for (const row of rows) held.get(row.person ?? '')?.rows.push(readRow(row));
  return held;
}

/** The changes of many persons, each kind of them in one statement. */
async function write(db: Transaction<Tables>, decided: readonly Decided[], now: number): Promise<void> {
  const all = <T>(of: (change: Change) => readonly T[]): T[] => decided.flatMap(({ change }) => of(change));
  const subscriptions = decided.flatMap(({ who, change }) =>
    change.subscriptions.map((subscription) => storedOf(who, subscription, now)),
  );
  for (const some of chunks(subscriptions)) await writeSubscriptions(db, some);
  for (const some of chunks(all(({ ended }) => ended))) await db.deleteFrom('subscription').where('id', 'in', some).execute();
  for (const some of chunks(all(({ replaced }) => replaced)))
    await db.deleteFrom('reminder').where('id', 'in', some).where(stateOfRow, 'in', OPEN).execute();
  for (const [state, why, ids] of grouped(all(({ closed }) => closed)))
    for (const some of chunks(ids)) {
      const closing = db.updateTable('reminder').set({ state, why, updated_at: now });
      await closing.where('id', 'in', some).where(stateOfRow, 'in', OPEN).execute();
    }
  for (const some of chunks(decided.flatMap((one) => rowsOf(one, now)))) await writeRows(db, some);
}

const OPEN: State[] = ['planned', 'skipped'];

const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / ROWS) }, (_, i) => all.slice(i * ROWS, (i + 1) * ROWS));

function storedOf(who: Who, { id, date, year, lang, day, leads }: Subscription, now: number) {
  return { id, ...who, date, year, lang, day, leads: JSON.stringify(leads), created_at: now };
}

async function writeSubscriptions(db: Db, subscriptions: ReturnType<typeof storedOf>[]): Promise<void> {
  await db
    .insertInto('subscription')
    .values(subscriptions)
    .onConflict((conflict) =>
      conflict.columns(['channel', 'person', 'date', 'year']).doUpdateSet(({ ref }) => ({
        lang: ref('excluded.lang'),
        leads: ref('excluded.leads'),
        day: ref('excluded.day'),
      })),
    )
    .execute();
}

function rowsOf({ who, held, change }: Decided, now: number) {
  const known = new Map([...held.subscriptions, ...change.subscriptions].map((subscription) => [subscription.id, subscription]));
  return change.planned.flatMap((row) => {
    const subscription = known.get(row.subscription);
    return subscription ? [rowOf(who, subscription, row, now)] : [];
  });
}

function rowOf(who: Who, { date, year, lang }: Subscription, planned: Change['planned'][number], now: number) {
  const { id, kind, lead, day, before, state } = planned;
  const times = { due_at: planned.dueAt, until_at: planned.untilAt, free_at: planned.dueAt, updated_at: now };
  return {
    id,
    subscription_id: planned.subscription,
    ...who,
    date,
    year,
    lang,
    kind,
    lead,
    day,
    before,
    state,
    attempts: 0,
    ...times,
  };
}

/** What has left, or ended otherwise, meanwhile stays as it is. */
async function writeRows(db: Db, rows: ReturnType<typeof rowOf>[]): Promise<void> {
  await db
    .insertInto('reminder')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(({ ref }) => ({
          lang: ref('excluded.lang'),
          due_at: ref('excluded.due_at'),
          until_at: ref('excluded.until_at'),
          free_at: ref('excluded.free_at'),
          state: ref('excluded.state'),
          why: null,
          updated_at: ref('excluded.updated_at'),
        }))
        .where('reminder.state', 'in', ['planned', 'skipped', 'cancelled']),
    )
    .execute();
}

/** Rows that end alike, together. */
export function grouped(closed: Change['closed']): [state: Change['closed'][number]['state'], why: string, ids: string[]][] {
  const groups = new Map<string, [Change['closed'][number]['state'], string, string[]]>();
  for (const { id, state, why } of closed) {
    const group = groups.get(`${state} ${why}`) ?? [state, why, []];
    group[2].push(id);
    groups.set(`${state} ${why}`, group);
  }
  return [...groups.values()];
}
