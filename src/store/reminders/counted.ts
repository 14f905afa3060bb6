import type { Compilable, CompiledQuery } from 'kysely';
import { prepared } from '../prepared.ts';

/** More ids than this are in hardly any message: their query is built each time. */
const MOST = 8;

/** A query about some rows, prepared for each number of their ids. */
export function counted<P extends Record<string, string | number>, R>(
  sample: P,
  build: (values: P, ids: readonly string[]) => Compilable<R>,
): (values: P, ids: readonly string[]) => CompiledQuery<R> {
  const known = new Map<number, (values: P & Record<string, string>) => CompiledQuery<R>>();
  return (values, ids) => {
    if (ids.length > MOST) return build(values, ids).compile();
    const named = Object.fromEntries(ids.map((id, i) => [`id ${i}`, id]));
    const query = known.get(ids.length) ?? prepare(sample, Object.keys(named), build);
    known.set(ids.length, query);
    return query({ ...values, ...named } as P & Record<string, string>);
  };
}

function prepare<P extends Record<string, string | number>, R>(
  sample: P,
  names: readonly string[],
  build: (values: P, ids: readonly string[]) => Compilable<R>,
) {
  // Any values do that differ from all others.
  const samples = Object.fromEntries(names.map((name) => [name, `sample ${name}`]));
  type Values = P & Record<string, string>;
  return prepared<Values, R>({ ...sample, ...samples } as Values, (values) =>
    build(
      values,
      names.map((name) => values[name] as string),
    ),
  );
}
