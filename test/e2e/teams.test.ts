import { join } from 'node:path';
import Database from 'libsql';
import { expect, inject, it, onTestFinished } from 'vitest';
import { teamsSettings } from '../../src/adapters/teams/settings.ts';
import { createTeams } from '../../src/adapters/teams.ts';
import { readConfig } from '../../src/config.ts';
import { createStore } from '../../src/store.ts';
import type { Address, Reply } from '../../src/types.ts';
import { describeInBrowser, eventually, visit } from './support/browse.ts';
import { fact } from './support/facts.ts';
import { playgroundOn, startPlayground } from './support/playground.ts';
import { dataFolder, serve } from './support/serve.ts';

const REMINDER: Reply = {
  kind: 'answer',
  intents: [],
  confidence: 1,
  lang: 'fr',
  blocks: [{ type: 'paragraph', children: [{ type: 'text', value: "Rappel : c'est dans deux semaines." }] }],
  choices: [],
  version: '0123456789ab',
};

/** Where the server may speak first, as it stands in its database. */
function keptAddress(file: string): Address {
  const db = new Database(file, { readonly: true });
  const row = db.prepare('select data from address where private = 1').get() as { data: string };
  db.close();
  return { channel: 'teams', data: row.data };
}

/** Speaks first, as another process on the same database. */
async function sendFirst(file: string) {
  const store = await createStore({ sqlite: file }, Date.now);
  const settings = teamsSettings(readConfig({ TEAMS_LOCAL: '1' }));
  const parts = { turn: async () => REMINDER, store, clock: Date.now, settings, words: () => ({ open: '' }), onError: () => {} };
  const teams = await createTeams(parts);
  onTestFinished(async () => {
    await teams.stop();
    await store.close();
  });
  return teams.send?.(keptAddress(file), REMINDER);
}

describeInBrowser('in the Microsoft 365 Agents Playground', () => {
  it('the bot welcomes, answers, takes a pressed choice and a score, and speaks first', async () => {
    const data = dataFolder();
    const server = await serve({ TEAMS_LOCAL: '1' }, data);
    const page = await visit(await startPlayground(server.url));
    const chat = playgroundOn(page);

    await chat.card.waitFor();
    await eventually(() => chat.card.textContent()).toMatch(/Bonjour|Hello/);
    expect(await chat.cards.count()).toBe(1);

    const place = await chat.say("Où a lieu l'examen ?");
    await eventually(() => place.textContent()).toContain(fact('place.exam'));

    const when = await chat.press("Quand a lieu l'examen ?");
    await eventually(() => when.textContent()).toMatch(/examen/);
    await eventually(() => when.getByRole('button').count()).toBeGreaterThan(0);

    const grade = await chat.say('452 pix');
    await eventually(() => grade.textContent()).toContain('11,5/20');

    const table = await chat.say('le barème complet des notes');
    await eventually(() => table.getByRole('row').count()).toBeGreaterThan(20);

    const before = await chat.cards.count();
    expect(await sendFirst(join(data, 'pix.sqlite'))).toEqual({ outcome: 'sent' });
    await eventually(() => chat.cards.count()).toBe(before + 1);
    await eventually(() => chat.card.textContent()).toContain('Rappel');
    await page.screenshot({ path: process.env.SCREENSHOTS ? 'docs/teams.png' : join(inject('folder'), 'teams.png') });
  });
});
