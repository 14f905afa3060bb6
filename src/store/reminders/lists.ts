import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';

/** One row of a list that a statement is given: its fields in order. */
export type Fields = readonly (string | number)[];

/**
 * A list of any length as one parameter, to select from (its rows are `e`): the statement stays the same, and is neither
 * built nor prepared for each length. Both databases read JSON, by functions of different names.
 */
export const listed = (dialect: Database['dialect'], rows: readonly Fields[]): RawBuilder<unknown> =>
  dialect === 'sqlite'
    ? sql`json_each(${JSON.stringify(rows)}) as e`
    : sql`json_array_elements(${JSON.stringify(rows)}::json) as e(value)`;

/** A field of a listed row, by its place. */
export const text = (place: number): RawBuilder<string> => sql`e.value ->> ${sql.lit(place)}`;
export const number = (place: number): RawBuilder<number> => sql`cast(e.value ->> ${sql.lit(place)} as bigint)`;

/** For `where … in`: some ids, or persons. */
export const anyOf = (dialect: Database['dialect'], values: readonly string[]): RawBuilder<string> => {
  const rows = values.map((value) => [value]);
  return sql`(select ${text(0)} from ${listed(dialect, rows)})`;
};
