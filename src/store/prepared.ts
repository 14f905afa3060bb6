import type { Compilable, CompiledQuery } from 'kysely';

type Values = Record<string, string | number>;

/**
 * A query that is built and compiled once, then run with other values: building costs more than running.
 * `sample` gives each parameter a value of its type by which its places in the query are found again, so all must
 * differ; what the query holds besides (a constant, null) stays. Throws when two samples are equal.
 */
export function prepared<P extends Values, R>(sample: P, build: (values: P) => Compilable<R>): (values: P) => CompiledQuery<R> {
  const names = new Map<unknown, keyof P>(Object.entries(sample).map(([name, value]) => [value, name]));
  if (names.size !== Object.keys(sample).length) throw new Error('two parameters of a prepared query have the same sample');
  const compiled = build(sample).compile();
  const places = compiled.parameters.map((value) => ({ name: names.get(value), value }));
  return (values) => ({
    ...compiled,
    parameters: places.map(({ name, value }) => (name === undefined ? value : values[name])),
  });
}
