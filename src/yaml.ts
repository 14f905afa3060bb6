import { readFileSync } from 'node:fs';
import { LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

/** One thing wrong in a file that people edit: where, what, and what to do about it. Lines and columns count from 1. */
export type Fault = { file: string; line: number; column: number; what: string };

/** "content/exam.yaml:12:5: what, and what to do". */
export function faultLine({ file, line, column, what }: Fault): string {
  return `${file}:${line}:${column}: ${what}`;
}

/** Thrown when content, phrasings or configuration can't be used; carries every fault, not only the first. */
export class FaultyError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.name = 'FaultyError';
    this.faults = faults;
  }
}

/** A YAML file as it was read, and where each of its values stands. */
export type Source<T> = {
  file: string;
  data: T;
  /** A fault at the value under `path`, or at the nearest value above it that exists. */
  fault: (path: readonly PropertyKey[], what: string) => Fault;
};

/**
 * Reads and checks one YAML file. Never throws for what the file holds: on any fault `data` is undefined and
 * `faults` says all. `name`: how the file is called in faults.
 */
export function readYaml<S extends z.ZodType>(
  path: string,
  name: string,
  schema: S,
): { source?: Source<z.output<S>>; faults: Fault[] } {
  const text = readFileSync(path, 'utf8');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, strict: true });
  const at = (offset: number, what: string): Fault => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line, column: col, what };
  };
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((e) =>
        at(e.pos[0], `not valid YAML: ${e.message}. Check indentation, quotes and colons here.`),
      ),
    };
  }
  const fault = (keys: readonly PropertyKey[], what: string): Fault => {
    for (let depth = keys.length; depth >= 0; depth--) {
      const node = document.getIn(keys.slice(0, depth), true) as Node | undefined;
      if (node && typeof node === 'object' && 'range' in node && node.range) return at(node.range[0], what);
    }
    return at(0, what);
  };
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return { source: { file: name, data: parsed.data, fault }, faults: [] };
  return {
    faults: parsed.error.issues.flatMap(exact).map(({ path: keys, message }) => {
      const where = keys.length > 0 ? `${keys.join(' › ')}: ` : '';
      return fault(keys, `${where}${message}`);
    }),
  };
}

type Issue = { path: readonly PropertyKey[]; message: string };

/** What is wrong, as near to its place as can be told: of several shapes that are allowed, by the one that comes closest. */
function exact(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path: issue.path, message }));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: 'nothing here is called that: correct the name, or remove it',
    }));
  if (issue.code !== 'invalid_union') return [issue];
  const near = issue.errors.map((issues) => ({
    issues,
    distance: [issues.length, -Math.max(0, ...issues.map((i) => i.path.length))] as const,
  }));
  near.sort((a, b) => a.distance[0] - b.distance[0] || a.distance[1] - b.distance[1]);
  const [first, second] = near;
  const tie = second && first?.distance[0] === second.distance[0] && first.distance[1] === second.distance[1];
  if (!first || tie) return [issue];
  return first.issues.flatMap(exact).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}
