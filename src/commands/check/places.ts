import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Fault, readYaml } from '../../yaml.ts';

/** A YAML file for pointing into, whatever its shape. */
export type Place = { file: string; data: unknown; fault: (path: readonly PropertyKey[], what: string) => Fault };

/** The YAML files of a folder and of the folders in it, read only when asked for: positions matter only where something is wrong. */
export type Places = {
  /** A file by its name inside the folder, such as "exam.yaml" or "follow-ups/exam.yaml". */
  at: (name: string) => Place;
  /** All of them, in order. */
  all: () => Place[];
};

/** `shown`: how the folder is called in faults. */
export function placesIn(folder: string, shown: string): Places {
  const read = new Map<string, Place>();
  const at = (name: string): Place => {
    let place = read.get(name);
    if (!place) {
      const file = join(shown, name);
      const start = (_: readonly PropertyKey[], what: string): Fault => ({ file, line: 1, column: 1, what });
      place = readYaml(join(folder, name), file, z.unknown()).source ?? { file, data: undefined, fault: start };
      read.set(name, place);
    }
    return place;
  };
  return {
    at,
    all: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map(at),
  };
}

/** Every text in a file's data, with the keys and indexes that lead to it. */
export function* textsIn(
  data: unknown,
  path: readonly PropertyKey[] = [],
): Generator<{ text: string; path: readonly PropertyKey[] }> {
  if (typeof data === 'string') yield { text: data, path };
  else if (typeof data === 'object' && data !== null)
    for (const [key, value] of Object.entries(data)) yield* textsIn(value, [...path, Array.isArray(data) ? Number(key) : key]);
}
