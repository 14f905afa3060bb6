import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { State } from '../../src/remind/ledger.ts';
import { folderOf } from '../folder.ts';
import { onEach } from '../store/databases.ts';
import { peopleNamed, rehearsal, type Stage, stage } from './faults/stage.ts';

const EACH = 6;
/** Two deadlines of the copied calendar, like that of semester 2. */
const ONE = { date: 'one', year: '2026-2027' };
const TWO = { date: 'two', year: '2026-2027' };
/** A deadline as the calendar has it, and as it stands there when it is for another year only. */
const RULE = 'every: 03-15';
const MOVED = 'every: 03-22';
const WITHDRAWN = 'years: {2024-2025: 2025-03-15}';

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await what()); tries++) {
    if (tries > 600) throw new Error('it did not come to pass');
    await delay(100);
  }
}

/** A copy of content/ whose calendar has two dates more, and what changes them: by which rule one is, and whether there is the other. */
function contentCopy() {
  const folder = folderOf({});
  cpSync('content', folder, { recursive: true });
  const file = join(folder, 'calendar.yaml');
  const before = readFileSync(file, 'utf8');
  const [, s2 = ''] = /^profile\.s2:\n((?: .*\n)+)/m.exec(before) ?? [];
  const entry = s2.replace(/ +confirmed:.*\n/, '');
  const write = (rule: string, two: boolean) =>
    writeFileSync(file, `${before}\n${ONE.date}:\n${entry.replace(RULE, rule)}${two ? `${TWO.date}:\n${entry}` : ''}`);
  write(RULE, true);
  return { folder, write };
}

describe('a calendar that changes while the server runs', () => {
  const stages: Stage[] = [];
  afterAll(async () => {
    for (const s of stages) await s.end();
  });

  onEach('reminders', ({ fresh }) => {
    it('move with their date, are corrected once to who was told, and end with a deadline that is taken off', async () => {
      const { folder, write } = contentCopy();
      const people = [
        ...peopleNamed('told', EACH, { date: ONE }),
        ...peopleNamed('waiting', EACH, { date: ONE, lead: 1 }),
        ...peopleNamed('other', EACH, { date: TWO, lead: 1 }),
      ];
      const s = await stage(rehearsal(await fresh('rehearsal')), { people, env: { CONTENT_DIR: folder } });
      stages.push(s);
      /** Of the persons of one name, the days that they are told in this state. */
      const days = async (name: string, state: State) => {
        const rows = s.db.selectFrom('reminder').select('day').where('person', 'like', `${name}%`).where('state', '=', state);
        return (await rows.execute()).map(({ day }) => day);
      };
      const said = (name: string) => s.platform.requests.filter(({ person }) => person.startsWith(name)).map((one) => one.said);
      const all = <T>(value: T): T[] => Array<T>(EACH).fill(value);
      await s.start();
      await until(async () => (await days('told', 'sent')).length === EACH);

      write(MOVED, true);
      await until(async () => (await days('told', 'sent')).length === 2 * EACH);
      expect(await days('waiting', 'planned')).toEqual(all('2027-03-22'));
      // A week before the new day they are told again.
      expect(await days('told', 'planned')).toEqual(all('2027-03-22'));
      expect(await days('other', 'planned')).toEqual(all('2027-03-15'));
      expect(said('told').filter((text) => /Correction.*22 mars 2027.*15 mars 2027/s.test(text))).toHaveLength(EACH);

      write(WITHDRAWN, false);
      await until(async () => (await days('told', 'sent')).length === 3 * EACH);
      await until(async () => (await days('other', 'planned')).length === 0);
      expect((await Promise.all(['told', 'waiting', 'other'].map((name) => days(name, 'planned')))).flat()).toEqual([]);
      expect(await days('waiting', 'cancelled')).toEqual(all('2027-03-22'));
      expect(await days('other', 'cancelled')).toEqual(all('2027-03-15'));
      expect(said('told').filter((text) => text.includes("n'est plus au calendrier"))).toHaveLength(EACH);

      // Two more looks find nothing more to send.
      await delay(5_000);
      expect([...s.platform.arrivals()].sort()).toEqual(Array.from({ length: EACH }, (_, i) => [`told${i}`, 3]));
      expect(said('waiting').concat(said('other'))).toEqual([]);
    }, 120_000);
  });
});
