import { sql } from 'kysely';
import type { Calendar } from '../../src/remind/calendar.ts';
import { endOf, leadTime } from '../../src/remind/times.ts';
import { type Database, openDatabase, type Place } from '../../src/store/database.ts';

const DATE = { date: 'profile.s2', year: '2026-2027' };
/** When all that is due is due; its date is seven days later. */
export const NOW = Date.parse('2027-03-08T09:00+01:00');

export const calendarWith = (every: string): Calendar => ({
  [DATE.date]: { name: { fr: 'date limite', en: 'deadline' }, kind: 'deadline', every, intent: 'profile.deadline' },
});

/** Rows of one insert. */
const BATCH = 1_000;

/** Some persons, who follow one date by these lead times and can be written to. */
export async function seed(place: Place, persons: number, leads: readonly number[], day = '2027-03-15'): Promise<void> {
  const database = await openDatabase(place);
  for (let first = 0; first < persons; first += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, persons - first) }, (_, i) => `p${first + i}`);
    await database.together(async (db) => {
      const who = (person: string) => ({ channel: 'bench', person });
      const stored = { ...DATE, lang: 'fr', day };
      const subscriptions = some.map((person) => ({
        ...who(person),
        ...stored,
        id: person,
        leads: JSON.stringify(leads),
        created_at: 1,
      }));
      await db.insertInto('subscription').values(subscriptions).execute();
      const addresses = some.map((person) => ({ ...who(person), conversation: person, private: 1, data: person, updated_at: 1 }));
      await db.insertInto('address').values(addresses).execute();
      for (const lead of leads)
        await db
          .insertInto('reminder')
          .values(some.map((person) => rowOf(person, lead, day)))
          .execute();
    });
  }
  // A PostgreSQL that has run for a while knows how many rows it has; SQLite never does.
  if (database.dialect === 'postgres') await analyze(database);
  await database.close();
}

function rowOf(person: string, lead: number, day: string) {
  const due = leadTime(day, lead);
  const times = { due_at: due, until_at: endOf(day), free_at: due, updated_at: 1 };
  const row = { ...DATE, ...times, channel: 'bench', person, lang: 'fr', kind: 'lead' as const, lead, day, before: '' };
  return { ...row, id: `${person}.lead.${lead}.${day}`, subscription_id: person, state: 'planned' as const, attempts: 0 };
}

async function analyze({ db }: Database): Promise<void> {
  await sql`analyze`.execute(db);
}

/** All reminders are due once more. */
export async function rewind(place: Place): Promise<void> {
  const { db, close } = await openDatabase(place);
  const again = { state: 'planned' as const, free_at: NOW, worker: null, left_at: null, attempts: 0 };
  await db.updateTable('reminder').set(again).execute();
  await close();
}

export async function countSent(place: Place): Promise<number> {
  const { db, close } = await openDatabase(place);
  const { count } = await db
    .selectFrom('reminder')
    .select((row) => row.fn.countAll().as('count'))
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  await close();
  return Number(count);
}
