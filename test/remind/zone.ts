// Prints what is planned for dates around changes of the clocks; run under several zones of the machine, it says the same.
import type { Subscription } from '../../src/remind/ledger.ts';
import { planOf } from '../../src/remind/plan.ts';
import { soon } from '../../src/remind/times.ts';

const DAYS = ['2026-10-25', '2026-10-26', '2027-03-15', '2027-03-28', '2027-03-29', '2028-02-29', '2028-03-01'];
const HOUR = 3_600_000;

const lines = DAYS.flatMap((day) => {
  const date = { date: 'a', year: '' };
  const subscription: Subscription = { ...date, id: 'a', lang: 'fr', leads: [14, 7, 1, 0], day };
  const now = Date.parse('2026-10-01T00:00:00Z');
  return planOf({ subscriptions: [subscription], rows: [] }, () => day, now).map(
    ({ id, dueAt, untilAt, state }) => `${id} ${state} ${new Date(dueAt).toISOString()} ${new Date(untilAt).toISOString()}`,
  );
});
const nights = Array.from({ length: 60 }, (_, i) => new Date(soon(Date.parse('2027-03-27T00:00:00Z') + i * HOUR)).toISOString());
process.stdout.write(JSON.stringify({ lines, nights }));
