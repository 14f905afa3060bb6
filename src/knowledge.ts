import { createAnswer, NEEDS } from './answer.ts';
import type { Knowledge } from './bot.ts';
import { loadContent } from './content.ts';
import { LEDGER_HOURS, MEMORY_HOURS, REPLY_HOURS } from './store/retention.ts';
import { CALIBRATION } from './understand/classify.ts';
import { cachedModel, loadModel, modelKey } from './understand/load.ts';
import type { Model } from './understand/model.ts';
import { keepingRecent } from './understand/recent.ts';
import { learnAside, learnWithHelper } from './understand/trainer.ts';
import { createUnderstand } from './understand.ts';

/** Where knowledge is read from, and where learnt models are kept; `url`: where people reach the server, for links to it. */
export type Folders = { content: string; intents: string; cache: string; url?: string };

/** What the program itself promises, as answers quote it: from the constants that the code uses. */
export const PROGRAM_FACTS: Readonly<Record<string, string>> = {
  'program.memory-hours': String(MEMORY_HOURS),
  'program.reply-hours': String(REPLY_HOURS),
  'program.ledger-days': String(LEDGER_HOURS / 24),
  // Where the server is reached, unless the configuration says otherwise.
  'program.url': 'http://127.0.0.1:3978',
};

/** The learning thread's program beside this bundle; run unbuilt, learning has no second thread. */
export const TRAINER = import.meta.url.endsWith('.ts') ? undefined : new URL('./trainer.js', import.meta.url);

/** The model of the phrasings: saved, or learnt now, on two threads where it can be. Throws FaultyError with every fault. */
export function modelOf({ intents, cache }: Pick<Folders, 'intents' | 'cache'>): Model {
  return loadModel(intents, cache, TRAINER && learnWithHelper(TRAINER));
}

/** The same, learnt in another process when it must be, so that this process does not keep the memory that learning takes. */
export async function modelAside({ intents, cache }: Pick<Folders, 'intents' | 'cache'>): Promise<Model> {
  const key = modelKey(intents);
  const model = cachedModel(cache, key);
  if (model || !TRAINER) return model ?? modelOf({ intents, cache });
  await learnAside(TRAINER, intents, cache, key);
  // Faulty phrasings, or a cache that can't be written: learnt (or failed, and said) here.
  return modelOf({ intents, cache });
}

/** What mistyped words are looked up in takes a tenth of a second to make: not before the first answer, nor during a later one. */
const SPELLING_AFTER_MS = 500;

/** Wordings whose meaning is kept: of a busy hour, 4 MB or so. */
const WORDINGS = 4000;

/** Content and a model, put together. */
export function knowledgeOf(contentFolder: string, model: Model, today: string, url?: string): Knowledge {
  const program = url === undefined ? PROGRAM_FACTS : { ...PROGRAM_FACTS, 'program.url': url };
  const content = loadContent(contentFolder, program, NEEDS, today);
  setTimeout(model.spelling.meant, SPELLING_AFTER_MS).unref();
  return { content, understand: keepingRecent(createUnderstand(model, CALIBRATION, WORDINGS)), answer: createAnswer(content) };
}

/** Reads both folders. Throws FaultyError with every fault. `today`: "2026-10-01". */
export function loadKnowledge(folders: Folders, today: string): Knowledge {
  return knowledgeOf(folders.content, modelOf(folders), today, folders.url);
}
