import type { Content } from '../../content.ts';
import type { IntentId } from '../../types.ts';
import { NONE, type Phrasings } from '../../understand/phrasings.ts';
import type { Fault } from '../../yaml.ts';
import { type Places, textsIn } from './places.ts';

/** An answer to these is no topic that a follow-up leans on. */
const NO_TOPIC = /^smalltalk\./;

/** Ids that `intents/` and `content/` do not share, either way round. */
export function agreementFaults(content: Content, phrasings: Phrasings, contentFiles: Places, intentFiles: Places): Fault[] {
  return [
    ...unanswered(content, phrasings, intentFiles),
    ...unasked(content, phrasings, contentFiles),
    ...followUpFaults(content, phrasings, intentFiles),
    ...topicFaults(content, phrasings, intentFiles),
  ];
}

/** Intents that people ask for, but no file answers. */
function unanswered(content: Content, { examples }: Phrasings, files: Places): Fault[] {
  const asked = new Set(examples.filter((example) => example.before === undefined).map((example) => example.intent));
  return [...asked]
    .filter((intent) => intent !== NONE && !content.entries.has(intent))
    .flatMap((intent) =>
      keysCalled(intent, files).map((fault) =>
        fault(`no file in content/ answers "${intent}": write its answer, or correct the name here`),
      ),
    );
}

/** Where phrasings are filed under an intent: at the top of a file, or under `intents` in patterns.yaml. */
function keysCalled(intent: IntentId, files: Places): ((what: string) => Fault)[] {
  const has = (data: unknown) => typeof data === 'object' && data !== null && !Array.isArray(data) && Object.hasOwn(data, intent);
  return files.all().flatMap(({ data, fault }) => {
    const inner = typeof data === 'object' && data !== null && 'intents' in data ? data.intents : undefined;
    return [
      ...(has(data) ? [(what: string) => fault([intent], what)] : []),
      ...(has(inner) ? [(what: string) => fault(['intents', intent], what)] : []),
    ];
  });
}

/** Answers that nobody can ask for, in one of the languages at least. */
function unasked(content: Content, { examples }: Phrasings, files: Places): Fault[] {
  const asked = new Set(
    examples.filter((example) => example.before === undefined).map(({ intent, lang }) => `${intent} ${lang}`),
  );
  return [...content.entries].flatMap(([intent, entry]) =>
    content.langs
      .filter((lang) => !asked.has(`${intent} ${lang}`))
      .map((lang) =>
        files
          .at(`${entry.topic}.yaml`)
          .fault(
            [intent],
            `no file in intents/ says how people ask for "${intent}" in "${lang}": add phrasings to intents/${entry.topic}.yaml`,
          ),
      ),
  );
}

/** Follow-ups after, or to, an answer that does not exist. */
function followUpFaults(content: Content, { examples }: Phrasings, files: Places): Fault[] {
  const known = (intent: IntentId) => intent === NONE || content.entries.has(intent);
  const wrong = examples.some(({ intent, before }) => before !== undefined && !(known(intent) && known(before)));
  if (!wrong) return [];
  return files
    .all()
    .flatMap(({ data, fault }) =>
      Array.isArray(data)
        ? [...textsIn(data)]
            .filter(({ text, path }) => (path[1] === 'after' || path[1] === 'means') && !known(text))
            .map(({ text, path }) => fault(path, `no answer is called "${text}": name one that exists`))
        : [],
    );
}

/** topics.yaml says of every answer what it was about, in every language, and of nothing else. */
function topicFaults(content: Content, { topics }: Phrasings, files: Places): Fault[] {
  const { fault } = files.at('topics.yaml');
  const unknown = Object.keys(topics).filter((intent) => !content.entries.has(intent));
  const lacking = [...content.entries.keys()].filter((intent) => !NO_TOPIC.test(intent) && !(intent in topics));
  const untold = Object.entries(topics).flatMap(([intent, texts]) =>
    content.langs.filter((lang) => !(lang in texts)).map((lang) => ({ intent, lang })),
  );
  return [
    ...unknown.map((intent) => fault([intent], `no answer is called "${intent}": correct the name, or remove the line`)),
    ...lacking.map((intent) =>
      fault([], `"${intent}" is missing: add what its answer is about, as ${intent}: {fr: "…", en: "…"}`),
    ),
    ...untold.map(({ intent, lang }) => fault([intent], `the text in "${lang}" is missing: add it`)),
  ];
}
