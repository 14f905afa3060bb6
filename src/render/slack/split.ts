import { MAX_TEXT } from './limits.ts';
import type { RichElement } from './shapes.ts';

/** A sentence with the space behind it; the end of the text ends one too. */
const SENTENCE = /[\s\S]*?(?:[.!?…]+["»”)]*\s+|\n|$)/g;
const ENDS = /(?:[.!?…]["»”)]*\s*|\n)$/;

/** Text in pieces of at most `limit`, cut behind sentences; a sentence longer than that is cut between words. */
export function splitText(text: string, limit = MAX_TEXT): string[] {
  return splitElements([{ type: 'text', text }], limit).map((piece) => piece.map(textOf).join('').trim());
}

/** Elements in groups of at most `limit` characters, cut behind sentences; see `splitText`. */
export function splitElements(elements: readonly RichElement[], limit = MAX_TEXT): RichElement[][] {
  if (lengthOf(elements) <= limit) return [[...elements]];
  return pack(
    sentences(elements).flatMap((sentence) => (lengthOf(sentence) <= limit ? [sentence] : words(sentence, limit))),
    limit,
  );
}

function sentences(elements: readonly RichElement[]): RichElement[][] {
  const done: RichElement[][] = [];
  let current: RichElement[] = [];
  for (const element of elements) {
    const pieces = element.type === 'text' ? (element.text.match(SENTENCE) ?? []).filter(Boolean) : [];
    for (const piece of element.type === 'text' ? pieces.map((text) => ({ ...element, text })) : [element]) {
      current.push(piece);
      if (!ENDS.test(textOf(piece))) continue;
      done.push(current);
      current = [];
    }
  }
  return current.length > 0 ? [...done, current] : done;
}

/** What no sentence end helps to shorten: each word for itself, and a word without end in parts. */
function words(sentence: readonly RichElement[], limit: number): RichElement[][] {
  const pieces = new RegExp(`\\S{1,${limit}}|\\s{1,${limit}}`, 'g');
  return sentence.flatMap((element): RichElement[][] =>
    element.type === 'text' ? (element.text.match(pieces) ?? []).map((text) => [{ ...element, text }]) : [[element]],
  );
}

function pack(parts: readonly RichElement[][], limit: number): RichElement[][] {
  const packed: RichElement[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    if (length + lengthOf(part) > limit) {
      packed.push([]);
      length = 0;
    }
    packed.at(-1)?.push(...part);
    length += lengthOf(part);
  }
  return packed;
}

const textOf = (element: RichElement): string => (element.type === 'emoji' ? `:${element.name}:` : element.text);
const lengthOf = (elements: readonly RichElement[]): number =>
  elements.reduce((sum, element) => sum + textOf(element).length + (element.type === 'link' ? element.url.length : 0), 0);
