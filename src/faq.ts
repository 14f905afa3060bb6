import Fuse from 'fuse.js';
import type { Knowledge } from './bot.ts';
import type { FaqEntry, FaqSearch, FaqTopic } from './pages/faq.ts';
import type { Block, Inline, IntentId, Lang } from './types.ts';

/** Answers that mean nothing outside a conversation. */
const NOT_LISTED = /^(?:smalltalk\.|privacy\.forget)/;
/** The topics in the order in which a student meets them; others behind. */
const ORDER = ['pix', 'account', 'profile', 'training', 'exam', 'grade', 'contact', 'reminder', 'human', 'privacy', 'bot'];
const placeOf = (topic: string) => (ORDER.includes(topic) ? ORDER.indexOf(topic) : ORDER.length);
/** How unlike a title may be and still be offered as near: Fuse's 0 (the same) to 1. */
const NEAR = 0.45;
/** Near answers shown. */
const MOST_NEAR = 4;

/** Every answer of the content in a language, by topic, as it stands on the day of `now`. */
export function faqTopics({ content, answer }: Knowledge, lang: Lang, now: number): FaqTopic[] {
  const topics = new Map<string, FaqEntry[]>();
  for (const [id, entry] of content.entries) {
    if (NOT_LISTED.test(id)) continue;
    const { reply } = answer({ kind: 'sure', intents: [id], slots: {}, confidence: 1, lang }, { intents: [] }, now);
    const entries = topics.get(entry.topic) ?? [];
    entries.push({ id, title: entry.title[lang] ?? id, blocks: reply.blocks });
    topics.set(entry.topic, entries);
  }
  return [...topics]
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([id, entries]) => ({ id, title: textOf(content.phrases[`topic.${id}`]?.[lang] ?? []) || id, entries }));
}

/**
 * What the bot makes of a question, and the answers near it: those that it would offer, else those whose titles hold
 * nearly the same words, by fuzzy search.
 */
export function faqSearch(
  knowledge: Knowledge,
  topics: readonly FaqTopic[],
  question: string,
  lang: Lang,
  now: number,
): FaqSearch {
  const understood = knowledge.understand(question, { intents: [] }, lang);
  const entries = topics.flatMap((topic) => topic.entries);
  const byIds = (ids: readonly IntentId[]) => ids.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  if (understood.kind === 'unsure') return { near: byIds(understood.intents) };
  const { reply } = knowledge.answer({ ...understood, lang }, { intents: [] }, now);
  if (understood.kind === 'sure') return { reply, near: byIds(reply.choices.map(({ id }) => id)) };
  const fuse = new Fuse(entries, { keys: ['title'], threshold: NEAR, ignoreLocation: true, ignoreDiacritics: true });
  const near = fuse.search(question.slice(0, 80), { limit: MOST_NEAR }).map(({ item }) => item);
  // What is near may well be the answer: no "I don't know" stands above it.
  return near.length > 0 ? { near } : { reply, near };
}

function textOf(blocks: readonly Block[]): string {
  const inline = (nodes: readonly Inline[]): string =>
    nodes.map((node) => ('value' in node ? node.value : 'children' in node ? inline(node.children) : ' ')).join('');
  return blocks.map((block) => (block.type === 'paragraph' ? inline(block.children) : '')).join(' ');
}
