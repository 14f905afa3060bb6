import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Learn, type Model, train } from './model.ts';
import { readPhrasings } from './phrasings.ts';
import { readModel, saveModel } from './saved.ts';

/** Saved models kept beside the newest: switching back and forth between two folders retrains nothing. */
const KEPT = 3;

/** What a folder of phrasings and this program make together: changes with either. */
export function modelKey(intents: string): string {
  const hash = createHash('sha256').update(engine());
  for (const file of yamlFiles(intents)) hash.update(`${file.slice(file.lastIndexOf('/'))}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 24);
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

/** What the build made of the engine's files, so that a saved model of another engine is not used. */
declare const __ENGINE__: string | undefined;

/** Changes whenever the engine does: told by the build, or read from the files where they run unbuilt. */
function engine(): string {
  if (typeof __ENGINE__ === 'string') return __ENGINE__;
  const folder = dirname(fileURLToPath(import.meta.url));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.ts')) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/** Where the installation leaves what it learnt, beside the built program: a first start with an empty data folder finds it. */
export const BUILT_MODELS = fileURLToPath(new URL('./models/', import.meta.url));

/** The saved model of a key, from the cache or as it was installed; undefined where there is none that can be read. */
export function cachedModel(cache: string, key: string): Model | undefined {
  return savedIn(cache, key) ?? savedIn(BUILT_MODELS, key);
}

function savedIn(folder: string, key: string): Model | undefined {
  try {
    return readModel(readFileSync(join(folder, `model-${key}.bin`)));
  } catch {
    return undefined;
  }
}

/** Learns from a folder of phrasings and saves the model. Throws FaultyError with every fault of the folder; a cache that can't be written is no fault. */
export function learnModel(intents: string, cache: string, key: string, learn?: Learn): Model {
  const model = train(readPhrasings(intents), learn);
  try {
    mkdirSync(cache, { recursive: true });
    const path = join(cache, `model-${key}.bin`);
    // Written aside and moved, so that a reader never sees half a file.
    writeFileSync(`${path}.${process.pid}`, saveModel(model));
    renameSync(`${path}.${process.pid}`, path);
    dropOld(cache);
  } catch {
    // The next start learns again.
  }
  return model;
}

function dropOld(cache: string): void {
  const models = readdirSync(cache)
    .filter((name) => /^model-[0-9a-f]+\.bin$/.test(name))
    .map((name) => ({ name, at: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of models.slice(KEPT)) unlinkSync(join(cache, name));
}

/** The model of a folder of phrasings, from the cache where it can be. */
export function loadModel(intents: string, cache: string, learn?: Learn): Model {
  const key = modelKey(intents);
  return cachedModel(cache, key) ?? learnModel(intents, cache, key, learn);
}
