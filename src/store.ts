import type { CompiledQuery } from 'kysely';
import { academicYearOf, dateAt } from './content/dates.ts';
import { type Database, openDatabase, type Place } from './store/database.ts';
import { sequencesIn } from './store/feed.ts';
import { storeQueries } from './store/queries.ts';
import { createReminderStore, type ReminderStore } from './store/reminders.ts';
import { hours, LEDGER_HOURS, MEMORY_HOURS, REPLY_HOURS } from './store/retention.ts';
import { forgetMemories, readMemory, readReply } from './store/shapes.ts';
import type { How } from './store/writer.ts';
import type { Clock, Reply, Store } from './types.ts';

/** More than a page of the database: about what the next turns need. */
const ROOM = ' '.repeat(8_192);

/** The store with the ledger that reminders are planned in. */
export type WholeStore = Store & { reminders: ReminderStore };

/**
 * Opens the database (see `openDatabase`), brings its schema up to date, and returns the store. Throws when it can't be
 * opened or is of a newer version of the program. `clock` tells what is old.
 */
export const createStore = async (place: Place, clock: Clock): Promise<WholeStore> => storeOn(await openDatabase(place), clock);

/** The store on an open database, which it closes. */
export function storeOn(database: Database, clock: Clock): WholeStore {
  const { db, before, together, hurry, close } = database;
  /** All but the hourly deletion is waited for by turns, or by who asks whether the store works. */
  const write = (compiled: CompiledQuery, how: How = 'plain') => hurry(() => database.write(compiled, how));
  const first: typeof database.first = (compiled) => hurry(() => database.first(compiled));
  const reminders = createReminderStore(database, clock);
  const query = storeQueries(db);
  const changed = async (...[compiled]: Parameters<typeof write>) => Number((await write(compiled)).numAffectedRows ?? 0);

  const replied = async (channel: string, message: string, since: number): Promise<Reply | undefined> => {
    const row = await first(query.repliedWith({ channel, message, since }));
    return row?.reply ? readReply(row.reply) : undefined;
  };

  return {
    reminders,

    async recall(channel, conversation) {
      const since = clock() - hours(MEMORY_HOURS);
      const row = await first(query.recall({ channel, conversation, since }));
      return row && readMemory(row.memory);
    },

    async remember(channel, conversation, person, memory) {
      await write(query.remember({ channel, conversation, person, memory: JSON.stringify(memory), now: clock() }), 'later');
    },

    async claim(channel, message, leaseMs) {
      const now = clock();
      const ours = await changed(query.claim({ channel, message, until: now + leaseMs, now, since: now - hours(REPLY_HOURS) }));
      if (ours > 0) return { state: 'ours' };
      const reply = await replied(channel, message, 0);
      return reply ? { state: 'done', reply } : { state: 'busy' };
    },

    replied: (channel, message) => replied(channel, message, clock() - hours(REPLY_HOURS)),

    async keys(channel) {
      const [conversations, messages] = await Promise.all([
        db.executeQuery(query.conversations({ channel })),
        db.executeQuery(query.messages({ channel })),
      ]);
      return {
        conversations: conversations.rows.map(({ conversation }) => conversation),
        messages: messages.rows.map(({ message_id }) => message_id),
      };
    },

    async settle(channel, message, person, reply, later) {
      await write(
        query.settle({ channel, message, person, reply: JSON.stringify(reply), now: clock() }),
        later ? 'later' : 'plain',
      );
    },

    async release(channel, message) {
      await write(query.release({ channel, message }));
    },

    async keepAddress(conversation, person, isPrivate, { channel, data }) {
      const values = { channel, conversation, person, isPrivate: isPrivate ? 1 : 0, data, now: clock() };
      await write(query.keepAddress(values), 'later');
    },

    async dropAddress(channel, conversation) {
      await hurry(before);
      await write(query.dropAddress({ channel, conversation }));
    },

    async addressOf(channel, person) {
      const row = await first(query.addressOf({ channel, person }));
      return row && { channel, data: row.data };
    },

    sequences: sequencesIn({ db, write: database.write, now: clock }),

    async forget(channel, person) {
      forgetMemories();
      // Who is forgotten is not kept by what was still on its way. Not begun while the database is silent.
      await hurry(before);
      return together(async (transaction) => {
        const gone = async (...[compiled]: Parameters<typeof write>) =>
          Number((await transaction.executeQuery(compiled)).numAffectedRows ?? 0);
        return {
          conversations: await gone(query.forgetMemory({ channel, person })),
          replies: await gone(query.forgetReplies({ channel, person })),
          reminders: await reminders.forget(transaction, channel, person),
          addresses: await gone(query.forgetAddress({ channel, person })),
        };
      });
    },

    async expire() {
      forgetMemories();
      await Promise.all([
        database.write(query.expireMemory({ until: clock() - hours(MEMORY_HOURS) })),
        database.write(query.expireClaims({ until: clock() - hours(REPLY_HOURS) })),
        reminders.expire(clock() - hours(LEDGER_HOURS), academicYearOf(dateAt(clock()))),
      ]);
    },

    async ping() {
      await write(query.ping({ room: ROOM }));
      await write(query.ping({ room: '' }));
    },

    close,
  };
}
