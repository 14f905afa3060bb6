import { prepared } from './prepared.ts';
import type { Db } from './tables.ts';

/** Every query of a turn, in words that SQLite and PostgreSQL both speak. */
export function storeQueries(db: Db) {
  return {
    recall: prepared({ channel: 'c', conversation: 'v', since: 1 }, ({ channel, conversation, since }) =>
      db
        .selectFrom('memory')
        .select('memory')
        .where('channel', '=', channel)
        .where('conversation', '=', conversation)
        .where('updated_at', '>', since),
    ),

    conversations: prepared({ channel: 'c' }, ({ channel }) =>
      db.selectFrom('memory').select('conversation').where('channel', '=', channel),
    ),

    remember: prepared(
      { channel: 'c', conversation: 'v', person: 'p', memory: 'm', now: 1 },
      ({ channel, conversation, person, memory, now }) =>
        db
          .insertInto('memory')
          .values({ channel, conversation, person, memory, updated_at: now })
          .onConflict((conflict) =>
            conflict.columns(['channel', 'conversation']).doUpdateSet({ person, memory, updated_at: now }),
          ),
    ),

    /** Changes one row if the message is ours: new, or its lease or its reply's retention is over; else none. */
    claim: prepared({ channel: 'c', message: 'm', until: 1, now: 2, since: 3 }, ({ channel, message, until, now, since }) =>
      db
        .insertInto('claim')
        .values({ channel, message_id: message, claimed_until: until, updated_at: now })
        .onConflict((conflict) =>
          conflict
            .columns(['channel', 'message_id'])
            .doUpdateSet({ claimed_until: until, updated_at: now, person: null, reply: null })
            .where((row) =>
              row.or([
                row.and([row('claim.reply', 'is', null), row('claim.claimed_until', '<=', now)]),
                row('claim.updated_at', '<=', since),
              ]),
            ),
        ),
    ),

    repliedWith: prepared({ channel: 'c', message: 'm', since: 1 }, ({ channel, message, since }) =>
      db
        .selectFrom('claim')
        .select('reply')
        .where('channel', '=', channel)
        .where('message_id', '=', message)
        .where('updated_at', '>', since),
    ),

    messages: prepared({ channel: 'c' }, ({ channel }) =>
      db.selectFrom('claim').select('message_id').where('channel', '=', channel),
    ),

    /** The first reply stays: a turn that outlived its lease does not replace what was sent for it. A message may also not have been claimed. */
    settle: prepared(
      { channel: 'c', message: 'm', person: 'p', reply: 'r', now: 1 },
      ({ channel, message, person, reply, now }) =>
        db
          .insertInto('claim')
          .values({ channel, message_id: message, person, reply, claimed_until: now, updated_at: now })
          .onConflict((conflict) =>
            conflict
              .columns(['channel', 'message_id'])
              .doUpdateSet({ person, reply, updated_at: now })
              .where('claim.reply', 'is', null),
          ),
    ),

    release: prepared({ channel: 'c', message: 'm' }, ({ channel, message }) =>
      db.deleteFrom('claim').where('channel', '=', channel).where('message_id', '=', message).where('reply', 'is', null),
    ),

    /** Writes only what changed: every message of a conversation says the same again. */
    keepAddress: prepared(
      { channel: 'c', conversation: 'v', person: 'p', isPrivate: 1, data: 'd', now: 2 },
      ({ channel, conversation, person, isPrivate, data, now }) =>
        db
          .insertInto('address')
          .values({ channel, conversation, person, private: isPrivate, data, updated_at: now })
          .onConflict((conflict) =>
            conflict
              .columns(['channel', 'conversation'])
              .doUpdateSet({ person, private: isPrivate, data, updated_at: now })
              .where((row) => row.or([row('address.data', '<>', data), row('address.person', '<>', person)])),
          ),
    ),

    dropAddress: prepared({ channel: 'c', conversation: 'v' }, ({ channel, conversation }) =>
      db.deleteFrom('address').where('channel', '=', channel).where('conversation', '=', conversation),
    ),

    addressOf: prepared({ channel: 'c', person: 'p' }, ({ channel, person }) =>
      db
        .selectFrom('address')
        .select('data')
        .where('channel', '=', channel)
        .where('person', '=', person)
        .where('private', '=', 1)
        .orderBy('updated_at', 'desc')
        .limit(1),
    ),

    forgetAddress: prepared({ channel: 'c', person: 'p' }, ({ channel, person }) =>
      db.deleteFrom('address').where('channel', '=', channel).where('person', '=', person),
    ),

    forgetMemory: prepared({ channel: 'c', person: 'p' }, ({ channel, person }) =>
      db.deleteFrom('memory').where('channel', '=', channel).where('person', '=', person),
    ),

    forgetReplies: prepared({ channel: 'c', person: 'p' }, ({ channel, person }) =>
      db.deleteFrom('claim').where('channel', '=', channel).where('person', '=', person),
    ),

    expireMemory: prepared({ until: 1 }, ({ until }) => db.deleteFrom('memory').where('updated_at', '<=', until)),

    expireClaims: prepared({ until: 1 }, ({ until }) => db.deleteFrom('claim').where('updated_at', '<=', until)),

    /** Takes some room, or gives it back with '': what needs no new page of the file would go well on a full disk. */
    ping: prepared({ room: 'r' }, ({ room }) =>
      db
        .insertInto('health')
        .values({ id: 1, room })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ room })),
    ),
  };
}
