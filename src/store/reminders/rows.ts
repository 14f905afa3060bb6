import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Row, Subscription } from '../../remind/ledger.ts';
import type { Tables } from '../tables.ts';

const leads = z.array(z.number().int());

/** A stored subscription; without lead times if they do not fit this version. */
export function readSubscription(row: Selectable<Tables['subscription']>): Subscription {
  const { id, date, year, lang, day } = row;
  return { id, date, year, lang, day, leads: leads.catch([]).parse(parsed(row.leads)) };
}

export function readRow(row: Selectable<Tables['reminder']>): Row {
  const { id, date, year, lang, kind, lead, day, before, state, attempts } = row;
  const leftAt = row.left_at ?? undefined;
  const times = { dueAt: row.due_at, untilAt: row.until_at, leftAt };
  return { id, subscription: row.subscription_id, date, year, lang, kind, lead, day, before, state, attempts, ...times };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
