import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { createBot, type Knowledge } from '../bot.ts';
import { dateAt } from '../content/dates.ts';
import { loadKnowledge } from '../knowledge.ts';
import { createReminders } from '../remind.ts';
import { createStore } from '../store.ts';
import type { Clock, Lang, Store, Turn } from '../types.ts';

/** Spoken before a person has said anything. */
export const FIRST_LANG: Lang = 'fr';

/** The whole bot for a command, on a store in memory. */
export type CommandBot = { turn: Turn; knowledge: Knowledge; store: Store };

/** The bot on a store in memory that goes with `close`. Throws FaultyError with every fault of the folders. */
export async function openBot(
  folders: { content: string; intents: string; data: string },
  clock: Clock,
  stderr: Writable,
): Promise<CommandBot> {
  const knowledge = loadKnowledge({ ...folders, cache: join(folders.data, 'models') }, dateAt(clock()));
  return botOf(knowledge, clock, stderr);
}

/** The same on knowledge that was read before. */
export async function botOf(knowledge: Knowledge, clock: Clock, stderr: Writable): Promise<CommandBot> {
  const store = await createStore({ sqlite: ':memory:' }, clock);
  const onError = (error: unknown) =>
    void stderr.write(`pix: a turn failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const reminders = createReminders({ store, calendar: () => knowledge.content.calendar, clock });
  const parts = { knowledge: () => knowledge, store, reminders, rings: () => true, clock, defaultLang: FIRST_LANG };
  return { turn: createBot({ ...parts, onError, onStoreError: onError }), knowledge, store };
}
