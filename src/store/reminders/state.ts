import { sql } from 'kysely';
import type { State } from '../../remind/ledger.ts';

/**
 * The state of a row, where the row is found by its id or person. As an expression, it keeps SQLite, which has no statistics,
 * from going through all rows of that state by the index that is for what is due.
 */
export const stateOfRow = sql<State>`reminder.state || ''`;
