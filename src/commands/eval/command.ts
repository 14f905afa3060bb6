import { join } from 'node:path';
import { LANGS } from '../../answer.ts';
import { dateAt } from '../../content/dates.ts';
import { knowledgeOf, modelOf } from '../../knowledge.ts';
import { calibrate } from '../../understand/calibrate.ts';
import { CALIBRATION } from '../../understand/classify.ts';
import { type Model, train } from '../../understand/model.ts';
import { createUnderstand } from '../../understand.ts';
import { botOf, FIRST_LANG } from '../bot.ts';
import { clockAt, readOptions, UsageError } from '../options.ts';
import { foldersOf, type Io } from '../run.ts';
import { playDialogues } from './dialogues.ts';
import { type Figures, measure } from './figures.ts';
import { crossValidate, foldsReport } from './folds.ts';
import { readLabelled } from './labelled.ts';
import { predictLines } from './predict.ts';
import { report } from './report.ts';
import { readTraining } from './training.ts';

const USAGE = `usage: npm run eval -- --folds N [--intents DIR]
       npm run eval -- FILE.jsonl... [--train T.jsonl] [--json] [--content DIR] [--intents DIR] [--now ISO]
       npm run --silent eval -- --predict [--train T.jsonl] [--intents DIR] < questions`;
const OPTIONS = {
  folds: { type: 'string' },
  train: { type: 'string' },
  predict: { type: 'boolean' },
  json: { type: 'boolean' },
  now: { type: 'string' },
  content: { type: 'string' },
  intents: { type: 'string' },
} as const;

/** Measures the understanding on labelled files, or with --predict says what it takes each line of stdin for. */
export async function evaluate({ args, env, stdin, stdout, stderr, clock }: Io): Promise<number> {
  const { values, positionals: files } = readOptions(args, OPTIONS, USAGE);
  if (values.folds !== undefined) {
    const folds = foldsOf(values.folds);
    const counts = crossValidate(foldersOf(values, env).intents, folds);
    stdout.write(values.json ? `${JSON.stringify(counts)}\n` : `${foldsReport(counts, folds)}\n`);
    return 0;
  }
  if (values.predict && files.length > 0)
    throw new UsageError(`--predict reads its lines on stdin: leave out "${files[0]}"\n${USAGE}`);
  if (!values.predict && files.length === 0) throw new UsageError(`no file is given\n${USAGE}`);
  const at = clockAt(values.now, clock, USAGE);
  const folders = foldersOf(values, env);
  const labelled = files.map((file) => ({ file, ...readLabelled(file) }));
  const training = values.train === undefined ? undefined : readTraining(values.train);
  const model: Model = training ? train(training) : modelOf({ intents: folders.intents, cache: join(folders.data, 'models') });
  const calibration = training ? calibrate(training) : CALIBRATION;
  if (values.predict) return (await predictLines(stdin, stdout, model, calibration)) ? 0 : 1;

  const understand = createUnderstand(model, calibration);
  const langs = training ? [...new Set(training.examples.map(({ lang }) => lang))] : LANGS;
  // A hint in a language that is not spoken is none.
  const alone = (text: string, lang: string) =>
    understand(text, { intents: [] }, langs.includes(lang) ? lang : (langs[0] ?? FIRST_LANG));
  const all: Figures[] = [];
  for (const { file, questions, dialogues } of labelled) {
    const figures = measure(file, questions, langs, alone);
    if (dialogues.length > 0 && !training) {
      // A store of its own for each file: its conversations are its own.
      const { turn, store } = await botOf(knowledgeOf(folders.content, model, dateAt(at())), at, stderr);
      figures.dialogues = { all: dialogues.length, misses: await playDialogues(dialogues, turn, at()) };
      await store.close();
    }
    all.push(figures);
    if (!values.json) stdout.write(`${report(figures, dialogues.length)}\n`);
  }
  if (values.json) stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  return 0;
}

function foldsOf(given: string): number {
  if (/^(?:[2-9]|1\d|20)$/.test(given)) return Number(given);
  throw new UsageError(`--folds ${given}: give a number from 2 to 20\n${USAGE}`);
}
