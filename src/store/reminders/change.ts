import { sql, type Transaction } from 'kysely';
import type { Change, Held, Ledger, Who } from '../../remind/ledger.ts';
import type { Clock } from '../../types.ts';
import type { Database } from '../database.ts';
import type { Db, Tables } from '../tables.ts';
import { changing } from './change-queries.ts';
import { anyOf } from './lists.ts';
import { readRow, readSubscription } from './rows.ts';

/** Reading and changing what people are reminded of, and what is planned for it. */
export function changes({ db, dialect, together, hurry }: Database, clock: Clock): Pick<Ledger, 'change' | 'read'> {
  const { subscribe, end, replace, close, plan } = changing(dialect);

  /** The changes of many persons, each kind of them in one statement. */
  async function write(transaction: Transaction<Tables>, decided: readonly Decided[], now: number): Promise<void> {
    const all = <T>(of: (change: Change) => readonly T[]): T[] => decided.flatMap(({ change }) => of(change));
    const subscriptions = decided.flatMap(({ who, change }) => change.subscriptions.map((one) => ({ ...who, ...one })));
    const [ended, replaced, planned] = [all((c) => c.ended), all((c) => c.replaced), all((c) => c.planned)];
    if (subscriptions.length > 0) await subscribe(subscriptions, now).execute(transaction);
    if (replaced.length > 0) await replace(replaced).execute(transaction);
    for (const [state, why, ids] of grouped(all((c) => c.closed))) await close(ids, state, why, now).execute(transaction);
    if (planned.length > 0) await plan(planned, now).execute(transaction);
    if (ended.length > 0) await end(ended).execute(transaction);
  }

  return {
    change: (channel, persons, decide) =>
      together(async (transaction) => {
        if (dialect === 'postgres') await lock(transaction, channel, persons);
        const held = await readAll(transaction, dialect, channel, persons, dialect === 'postgres');
        const decided = persons.map((person): Decided => {
          return { who: { channel, person }, change: decide(held.get(person) ?? NOTHING, person) };
        });
        await write(transaction, decided, clock());
      }),
    read: async (channel, person) => (await hurry(() => readAll(db, dialect, channel, [person], false))).get(person) ?? NOTHING,
  };
}

type Decided = { who: Who; change: Change };
const NOTHING: Held = { subscriptions: [], rows: [] };

/** One planner for a person at a time; in one order, so that two planners do not wait for each other. */
async function lock(db: Db, channel: string, persons: readonly string[]): Promise<void> {
  const keys = persons.map((person) => `${channel} ${person}`).sort();
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${keys}::text[]) as key`.execute(db);
}

/** `lockRows`: so that none of them leaves while it is being planned anew. */
async function readAll(
  db: Db,
  dialect: Database['dialect'],
  channel: string,
  persons: readonly string[],
  lockRows: boolean,
): Promise<Map<string, Held>> {
  const mine = anyOf(dialect, persons);
  const subscriptions = await db
    .selectFrom('subscription')
    .selectAll()
    .where('channel', '=', channel)
    .where('person', 'in', mine)
    .execute();
  const rows = await db
    .selectFrom('reminder')
    .selectAll()
    .where('channel', '=', channel)
    .where('person', 'in', mine)
    .orderBy('id')
    .$if(lockRows, (query) => query.forUpdate('reminder'))
    .execute();
  const held = new Map<string, Held>(persons.map((person) => [person, { subscriptions: [], rows: [] }]));
  for (const row of subscriptions) held.get(row.person)?.subscriptions.push(readSubscription(row));
  for (const row of rows) held.get(row.person ?? '')?.rows.push(readRow(row));
  return held;
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
