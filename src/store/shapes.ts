import { z } from 'zod';
import type { Block, Inline, Memory, Reply } from '../types.ts';

/** The database is a door: what an older version of the program wrote is checked before it is believed. */

const inline: z.ZodType<Inline> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), value: z.string() }),
    z.object({ type: z.literal('code'), value: z.string() }),
    z.object({ type: z.literal('break') }),
    z.object({ type: z.literal('strong'), children: z.array(inline) }),
    z.object({ type: z.literal('emphasis'), children: z.array(inline) }),
    z.object({ type: z.literal('link'), url: z.string(), children: z.array(inline) }),
  ]),
);

const mark = z.object({ at: z.number(), label: z.string() });

const block: z.ZodType<Block> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), tone: z.enum(['caution', 'note']).optional(), children: z.array(inline) }),
  z.object({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(inline)) }),
  z.object({ type: z.literal('table'), caption: z.string(), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  z.object({
    type: z.literal('scale'),
    alt: z.string(),
    min: z.number(),
    max: z.number(),
    marks: z.array(mark),
    points: z.array(mark),
  }),
]);

const reply: z.ZodType<Reply> = z.object({
  kind: z.enum(['answer', 'clarify', 'none', 'error']),
  intents: z.array(z.string()),
  confidence: z.number(),
  lang: z.string(),
  blocks: z.array(block),
  choices: z.array(z.object({ id: z.string(), label: z.string(), says: z.string() })),
  version: z.string(),
  keeps: z.boolean().optional(),
  goesOn: z.literal('private').optional(),
});

const memory: z.ZodType<Memory> = z.object({
  lang: z.string().optional(),
  intents: z.array(z.string()),
  offered: z.array(z.string()).optional(),
  score: z.number().optional(),
  target: z.number().optional(),
  semester: z.literal([1, 2]).optional(),
  dates: z.array(z.object({ date: z.string(), year: z.string() })).optional(),
  asking: z.boolean().optional(),
});

/** A stored reply, or undefined if it does not fit this version. */
export const readReply = (json: string): Reply | undefined => read(reply, json);

/** What memories say, many of them the same: of whom they are does not stand in them. */
const memories = new Map<string, Memory | undefined>();
const MOST_MEMORIES = 500;

/** Where people are forgotten, so is what they may have said. */
export const forgetMemories = (): void => memories.clear();

/** A stored memory, or undefined if it does not fit this version. Checking one takes longer than reading it from the database. */
export function readMemory(json: string): Memory | undefined {
  if (memories.has(json)) return memories.get(json);
  if (memories.size >= MOST_MEMORIES) memories.clear();
  const one = read(memory, json);
  memories.set(json, one);
  return one;
}

function read<T>(schema: z.ZodType<T>, json: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
