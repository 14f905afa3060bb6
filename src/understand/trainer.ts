import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { FaultyError } from '../yaml.ts';
import { type Lessons, type Linear, learnColumns } from './linear.ts';
import { learnModel } from './load.ts';
import type { Learn } from './model.ts';

/**
 * Learning on other threads. This file is a program of its own when a thread runs it: it learns either the columns that it is
 * given, or a whole model into the cache.
 */
type Work =
  | { kind: 'columns'; lessons: Lessons; linear: Linear; from: number; to: number; done: Int32Array }
  | { kind: 'model'; intents: string; cache: string; key: string; program: string };

export type Learnt = { learnt: true } | { learnt: false; why: string };

/** How long the other half may take before this thread learns it itself, too. */
const PATIENCE_MS = 20_000;

/** Learns with a second thread, which takes half of the columns. `program`: the address of this file as a thread can run it. */
export function learnWithHelper(program: URL): Learn {
  return (lessons, linear) => {
    const half = linear.classes >> 1;
    const done = new Int32Array(new SharedArrayBuffer(4));
    const helper = new Worker(program, {
      workerData: { kind: 'columns', lessons, linear, from: half, to: linear.classes, done } satisfies Work,
    });
    // Its columns are learnt below if it dies; an error must not end this process.
    helper.on('error', () => {});
    helper.unref();
    learnColumns(lessons, linear, 0, half);
    Atomics.wait(done, 0, 0, PATIENCE_MS);
    if (Atomics.load(done, 0) === 0) learnColumns(lessons, linear, half, linear.classes);
  };
}

/** Learns a folder of phrasings on another thread, into the cache. Never rejects. */
export function learnAside(program: URL, intents: string, cache: string, key: string): Promise<Learnt> {
  return new Promise((resolve) => {
    const worker = new Worker(program, {
      workerData: { kind: 'model', intents, cache, key, program: program.href } satisfies Work,
    });
    worker.once('message', (message: Learnt) => resolve(message));
    worker.once('error', (error) => resolve({ learnt: false, why: error.message }));
    worker.once('exit', () => resolve({ learnt: false, why: 'the learning thread ended early' }));
  });
}

function run(work: Work): void {
  if (work.kind === 'columns') {
    learnColumns(work.lessons, work.linear, work.from, work.to);
    Atomics.store(work.done, 0, 1);
    Atomics.notify(work.done, 0);
    return;
  }
  try {
    learnModel(work.intents, work.cache, work.key, learnWithHelper(new URL(work.program)));
    parentPort?.postMessage({ learnt: true } satisfies Learnt);
  } catch (error) {
    if (!(error instanceof FaultyError)) throw error;
    parentPort?.postMessage({ learnt: false, why: error.message } satisfies Learnt);
  }
}

if (!isMainThread && (workerData as Partial<Work> | null)?.kind !== undefined) run(workerData as Work);
