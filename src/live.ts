import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Knowledge } from './bot.ts';
import { type Folders, knowledgeOf } from './knowledge.ts';
import { cachedModel, modelKey } from './understand/load.ts';
import type { Model } from './understand/model.ts';
import type { Learnt } from './understand/trainer.ts';
import { FaultyError } from './yaml.ts';

export type LiveParts = {
  folders: Folders;
  /** What the server starts with; its model goes on being used while only content changes. */
  model: Model;
  today: () => string;
  /** Learns changed phrasings on another thread, into the cache. */
  learn: (key: string) => Promise<Learnt>;
  onTaken: (version: string) => void;
  onRefused: (why: string) => void;
};

export type Live = {
  knowledge: () => Knowledge;
  /** Why the newest files are not in use; undefined when they are. */
  fault: () => string | undefined;
  /** Looks for changed files, and takes them if they are whole; else the old ones stay. One look at a time. */
  look: () => Promise<void>;
};

/** With a look a second: a minute. */
const TRY_AGAIN_LOOKS = 60;

/**
 * Knowledge that follows its files. Throws FaultyError when the first reading is faulty. Files are looked at, not watched:
 * it works the same on every file system, and a folder in the middle of being copied settles before it is read.
 */
export function createLive({ folders, model, today, learn, onTaken, onRefused }: LiveParts): Live {
  let current = knowledgeOf(folders.content, model, today(), folders.url);
  let inUse = model;
  let seen = signature(folders);
  let waiting = seen;
  let fault: string | undefined;
  let looking: Promise<void> | undefined;
  /** So many looks until files that are not at fault are tried again. */
  let patience = 0;

  const take = async (): Promise<void> => {
    let faulty = false;
    try {
      const key = modelKey(folders.intents);
      let next = key === modelInUse ? inUse : cachedModel(folders.cache, key);
      if (!next) {
        const learnt = await learn(key);
        if (!learnt.learnt) {
          faulty = learnt.faulty === true;
          throw new Error(learnt.why);
        }
        next = cachedModel(folders.cache, key);
        if (!next)
          throw new Error('the learnt model could not be read back from the cache: check that the data folder can be written');
      }
      current = knowledgeOf(folders.content, next, today(), folders.url);
      inUse = next;
      modelInUse = key;
      fault = undefined;
      onTaken(current.content.version);
    } catch (error) {
      fault = (error as Error).message;
      // Files at fault are looked at again when they change; what else went wrong may be better in a while.
      patience = faulty || error instanceof FaultyError ? 0 : TRY_AGAIN_LOOKS;
      onRefused(fault);
    }
  };
  let modelInUse = modelKey(folders.intents);

  const look = async (): Promise<void> => {
    const now = signature(folders);
    // Changed since the last look, and still changing: wait until two looks agree.
    const settled = now === waiting;
    waiting = now;
    const again = now === seen && patience > 0 && --patience === 0;
    if ((now === seen && !again) || !settled) return;
    seen = now;
    await take();
  };

  return {
    knowledge: () => current,
    fault: () => fault,
    look: () => {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
}

/** Names, sizes and times of all YAML files of both folders; "?" for a folder that is not there just now. */
function signature({ content, intents }: Folders): string {
  return [content, intents].map(ofFolder).join('|');
}

function ofFolder(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const { size, mtimeMs } = statSync(join(folder, name));
        return `${name}:${size}:${mtimeMs}`;
      })
      .join(',');
  } catch {
    return '?';
  }
}
