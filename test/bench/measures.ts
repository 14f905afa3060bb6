import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonOf, msToFirstWord, peakMb, rssMb, type Server } from './child.ts';
import type { Measured } from './figures.ts';
import { rounded } from './floors.ts';
import type { Learnt } from './learn.ts';
import { type Loaded, load, type Sending } from './load.ts';
import { posts } from './messages.ts';
import { startAssistant, startEcho } from './server.ts';
import { median } from './stats.ts';
import type { Understood } from './understand.ts';

const LEARN = 'dist/bench/learn.js';
const UNDERSTAND = ['--expose-gc', 'dist/bench/understand.js'];

/** Runs with a folder of its own, which goes afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pix-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const numbers = (...values: number[]): string[] => values.map(rounded);

/** Understanding, with the real intents and with more; `sizes`: how many times as many. */
export function measureUnderstanding(sizes: readonly number[]): Promise<Measured> {
  return inFolder(async (folder) => {
    const rows: string[][] = [];
    const measured: Measured = {
      title: 'Understanding one question (warm, each timed singly)',
      head: [
        'intents',
        'count',
        'examples',
        'features',
        'learning s',
        'learning peak MB',
        'median ms',
        'p99 ms',
        'slowest ms',
        'model MB',
        'process MB',
        'reading ms',
      ],
      rows,
      figures: {},
    };
    for (const times of sizes) {
      const file = join(folder, `${times}.bin`);
      const learnt = await jsonOf<Learnt>(LEARN, String(times), file);
      const { questions, medianMs, p99Ms, slowestMs, modelMb, rssMb, readMs } = await jsonOf<Understood>(...UNDERSTAND, file);
      rows.push([
        `× ${times}`,
        ...[learnt.intents, learnt.examples, learnt.features].map(String),
        ...numbers(learnt.ms / 1000, learnt.peakMb, medianMs, p99Ms, slowestMs, modelMb, rssMb, readMs),
      ]);
      if (times === 1) {
        measured.figures = { questionMedianMs: medianMs, questionP99Ms: p99Ms };
        measured.notes = [`${questions} questions of test/eval, follow-ups behind the labelled intent before; all rounds pooled`];
      }
      rmSync(file);
    }
    return measured;
  });
}

const QUESTION = "c'est où l'examen ?";

/** From starting `ask` to its first answer: as it was installed, with phrasings that were changed since, and the second time with those. */
export async function measureStart(times: number): Promise<Measured> {
  const first: number[] = [];
  const changed: number[] = [];
  const cached: number[] = [];
  for (let i = 0; i < times; i++) {
    await inFolder(async (DATA_DIR) => {
      const INTENTS_DIR = changedPhrasings(DATA_DIR);
      first.push(await msToFirstWord({ DATA_DIR }, 'dist/ask.js', QUESTION));
      changed.push(await msToFirstWord({ DATA_DIR, INTENTS_DIR }, 'dist/ask.js', QUESTION));
      cached.push(await msToFirstWord({ DATA_DIR, INTENTS_DIR }, 'dist/ask.js', QUESTION));
    });
  }
  return {
    title: 'From process start to the first answer: node dist/ask.js "…"',
    head: ['', 'median ms', 'best ms', 'worst ms'],
    rows: Object.entries({
      'first start after npm ci': first,
      'phrasings changed: learns': changed,
      'cached model': cached,
    }).map(([name, all]) => [name, ...numbers(median(all), Math.min(...all), Math.max(...all))]),
    figures: { firstAnswerMs: median(first), learntAnswerMs: median(changed), cachedAnswerMs: median(cached) },
  };
}

/** The phrasings with a comment more: the same to learn, and not what was learnt. */
function changedPhrasings(folder: string): string {
  const copy = join(folder, 'intents');
  cpSync('intents', copy, { recursive: true });
  appendFileSync(join(copy, 'bot.yaml'), '# changed\n');
  return copy;
}

const TURNS = 200;

/** The memory of the running server, after a first start that learnt and after one that had not to. */
export function measureMemory(): Promise<Measured> {
  return inFolder(async (folder) => {
    const rows: string[][] = [];
    const INTENTS_DIR = changedPhrasings(folder);
    const [first, cached] = [await memoryAfter('learnt at its start'), await memoryAfter('cached model')];
    return {
      title: `Memory of the running server (RSS, MB)`,
      head: ['', 'listening after ms', 'before any turn', `after ${TURNS} turns`, 'peak'],
      rows,
      figures: { serverFirstMb: first, serverCachedMb: cached },
    };

    async function memoryAfter(name: string): Promise<number> {
      const server = await startAssistant(folder, { INTENTS_DIR });
      const before = rssMb(server.pid);
      for (const { method, headers, body } of posts(TURNS, 1)) {
        const response = await fetch(`${server.url}/api/chat`, { method, headers, body });
        if (!response.ok) throw new Error(`a turn was refused: ${response.status}`);
        await response.arrayBuffer();
      }
      const after = rssMb(server.pid);
      rows.push([name, ...numbers(server.ms, before, after), rounded(peakMb(server.pid) ?? Number.NaN)]);
      await server.stop();
      return after;
    }
  });
}

/** POST /api/chat beside a bare Express echo of the same bodies, in turns: as fast as it goes, and at a steady rate. */
export function measureLoad(full: Sending, steady: Sending, times: { full: number; steady: number }): Promise<Measured[]> {
  return inFolder(async (folder) => {
    const [echo, assistant] = [await startEcho(folder), await startAssistant(folder)];
    try {
      await both(echo, assistant, { ...full, seconds: 2 }, 1);
      const fast = await both(echo, assistant, full, times.full);
      const calm = await both(echo, assistant, steady, times.steady);
      const ratio = median(fast.assistant.map((run, i) => run.perSecond / (fast.echo[i]?.perSecond ?? 0)));
      return [
        {
          title: `POST /api/chat as fast as it goes (${full.connections} connections, ${full.seconds} s each, in turns, median of ${times.full})`,
          head: ['', 'requests/s', 'p50 ms', 'p99 ms', 'busy (of one core)'],
          rows: [
            ['bare Express echo', ...middle(fast.echo)],
            ['assistant', ...middle(fast.assistant)],
            [
              'ratio',
              `${rounded(ratio)} (${fast.assistant.map((run, i) => rounded(run.perSecond / (fast.echo[i]?.perSecond ?? 0))).join(', ')})`,
              '',
              '',
              '',
            ],
          ],
          figures: { rateRatio: ratio },
        },
        {
          title: `POST /api/chat at ${steady.rate} requests a second (${steady.connections} connections, ${steady.seconds} s each, in turns, median of ${times.steady})`,
          head: ['', 'requests/s', 'p50 ms', 'p99 ms', 'busy (of one core)'],
          rows: [
            ['bare Express echo', ...middle(calm.echo)],
            ['assistant', ...middle(calm.assistant)],
          ],
          figures: { steadyP99Ms: median(calm.assistant.map(({ p99Ms }) => p99Ms)) },
        },
      ];
    } finally {
      await Promise.all([echo.stop(), assistant.stop()]);
    }
  });
}

async function both(
  echo: Server,
  assistant: Server,
  sending: Sending,
  times: number,
): Promise<{ echo: Loaded[]; assistant: Loaded[] }> {
  const runs: { echo: Loaded[]; assistant: Loaded[] } = { echo: [], assistant: [] };
  for (let i = 0; i < times; i++) {
    runs.echo.push(await load(echo, false, sending));
    runs.assistant.push(await load(assistant, true, sending));
  }
  return runs;
}

const middle = (runs: Loaded[]): string[] => [
  ...numbers(
    median(runs.map((run) => run.perSecond)),
    median(runs.map((run) => run.p50Ms)),
    median(runs.map((run) => run.p99Ms)),
  ),
  runs.every((run) => run.busy !== undefined) ? `${Math.round(median(runs.map((run) => run.busy as number)) * 100)} %` : '?',
];
