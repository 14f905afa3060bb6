import { fork } from 'node:child_process';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { FaultyError } from '../yaml.ts';
import { type Draft, type Lessons, learnColumns } from './linear.ts';
import { learnModel } from './load.ts';
import type { Learn } from './model.ts';

/**
 * Learning beside the main thread. This file is a program of its own when another thread runs it, then it learns the columns that
 * it is given; or another process, then it learns a whole model into the cache.
 */
type Work = { kind: 'columns'; lessons: Lessons; draft: Draft; from: number; to: number; done: Int32Array };

/** `faulty`: the phrasings are at fault, so that learning them again fails again. */
export type Learnt = { learnt: true } | { learnt: false; why: string; faulty?: true };

/** Learning makes much that is soon forgotten: with more room for the young it is a tenth faster. */
const ROOM = ['--max-semi-space-size=64'];

/** How long the other half may take before this thread learns it itself, too. */
const PATIENCE_MS = 20_000;

/** Learns with a second thread, which takes half of the columns. `program`: the address of this file as a thread can run it. */
export function learnWithHelper(program: URL): Learn {
  return (lessons, draft) => {
    const half = draft.classes >> 1;
    const done = new Int32Array(new SharedArrayBuffer(4));
    const helper = new Worker(program, {
      workerData: { kind: 'columns', lessons, draft, from: half, to: draft.classes, done } satisfies Work,
    });
    // Its columns are learnt below if it dies; an error must not end this process.
    helper.on('error', () => {});
    helper.unref();
    learnColumns(lessons, draft, 0, half);
    Atomics.wait(done, 0, 0, PATIENCE_MS);
    if (Atomics.load(done, 0) === 0) learnColumns(lessons, draft, half, draft.classes);
  };
}

/** Learns a folder of phrasings in a process of its own, into the cache: the memory that learning takes ends with it. Never rejects. */
export function learnAside(program: URL, intents: string, cache: string, key: string): Promise<Learnt> {
  return new Promise((resolve) => {
    const child = fork(program, [LEARN], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: ROOM });
    child.once('message', (message) => resolve(message as Learnt));
    child.once('error', (error) => resolve({ learnt: false, why: error.message }));
    child.once('exit', () => resolve({ learnt: false, why: 'the learning process ended early' }));
    child.send({ intents, cache, key, program: program.href } satisfies Order);
  });
}

/** What a process of its own is started with, to wait for its order. */
const LEARN = '--learn-a-model';
type Order = { intents: string; cache: string; key: string; program: string };

function learnAs({ intents, cache, key, program }: Order): Learnt {
  try {
    learnModel(intents, cache, key, learnWithHelper(new URL(program)));
    return { learnt: true };
  } catch (error) {
    const why = (error as Error).message;
    return error instanceof FaultyError ? { learnt: false, why, faulty: true } : { learnt: false, why };
  }
}

function learnShare({ lessons, draft, from, to, done }: Work): void {
  learnColumns(lessons, draft, from, to);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}

if (!isMainThread && (workerData as Partial<Work> | null)?.kind === 'columns') learnShare(workerData as Work);
if (isMainThread && process.argv[2] === LEARN) {
  process.once('message', (order) => {
    process.send?.(learnAs(order as Order), () => process.exit(0));
  });
}
