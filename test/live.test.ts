import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLive } from '../src/live.ts';
import { learnModel } from '../src/understand/load.ts';
import { train } from '../src/understand/model.ts';
import { readPhrasings } from '../src/understand/phrasings.ts';
import type { Learnt } from '../src/understand/trainer.ts';
import { folderOf } from './understand/folder.ts';

const FILES: Readonly<Record<string, string>> = {
  'exam.yaml':
    'exam.where:\n  fr: ["où est l’examen", "dans quelle salle"]\nexam.when:\n  fr: ["quand est l’examen", "à quelle date"]\n',
  'none.yaml': 'none:\n  weather:\n    fr: ["il pleut", "il neige"]\n',
  'lexicon.yaml': 'abbreviations: {}\nconcepts: {}\n',
  'topics.yaml': '{}\n',
};
/** More looks than it takes to try again. */
const MANY = 70;

/** Knowledge that follows a folder of phrasings, whose learning fails as told before it succeeds. */
function following(...failures: Learnt[]) {
  const intents = folderOf(FILES);
  const cache = folderOf();
  let learnt = 0;
  const live = createLive({
    folders: { content: 'content', intents, cache },
    model: train(readPhrasings(intents)),
    today: () => '2026-10-01',
    learn: async (key) => {
      const failure = failures[learnt++];
      if (failure) return failure;
      learnModel(intents, cache, key);
      return { learnt: true };
    },
    onTaken: () => {},
    onRefused: () => {},
  });
  const look = async (times: number) => {
    for (let i = 0; i < times; i++) await live.look();
  };
  const change = () => appendFileSync(join(intents, 'exam.yaml'), '# changed\n');
  return { live, look, change, learnt: () => learnt };
}

it('learning that fails for want of something is tried again after a while', async () => {
  const { live, look, change, learnt } = following({ learnt: false, why: 'no memory left' });
  change();
  await look(3);
  expect(live.fault()).toBe('no memory left');
  await look(MANY);
  expect(live.fault()).toBeUndefined();
  expect(learnt()).toBe(2);
});

it('phrasings at fault are learnt again only when they change', async () => {
  const { live, look, change, learnt } = following({ learnt: false, why: 'intents/exam.yaml:1:1: …', faulty: true });
  change();
  await look(MANY * 2);
  expect(live.fault()).toMatch(/exam\.yaml/);
  expect(learnt()).toBe(1);
  change();
  await look(3);
  expect(live.fault()).toBeUndefined();
});
