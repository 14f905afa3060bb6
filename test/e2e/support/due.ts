import { join } from 'node:path';
import Database from 'libsql';

/** What a server with its data in `data` has planned; its clock stays, and the reminders come to it. */
export function plannedIn(data: string) {
  const run = <T>(work: (db: Database.Database) => T): T => {
    const db = new Database(join(data, 'pix.sqlite'), { timeout: 5_000 });
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  return {
    /** Makes the reminders that come `lead` days before a date due now; how many. */
    makeDue: (lead: number): number => {
      const now = Date.now() - 1_000;
      return run(
        (db) =>
          db.prepare(`update reminder set due_at = ${now}, free_at = ${now} where state = 'planned' and lead = ${lead}`).run()
            .changes,
      );
    },
    /** How many reminders are in each state. */
    states: (): Record<string, number> =>
      run((db) => {
        const rows = db.prepare('select state, count(*) as n from reminder group by state').all() as {
          state: string;
          n: number;
        }[];
        return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
      }),
  };
}
