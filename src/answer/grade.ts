import type { Step } from '../content.ts';
import type { Block, NumberSlot, ScalePicture } from '../types.ts';
import { gradeIn, numberIn } from './numbers.ts';
import { MAX_GRADE, MAX_SCORE, MIN_SCORE, rowFor, rowOf, scaleOn } from './scale.ts';
import type { Ask, Skill } from './skill.ts';

const isScore = (n: NumberSlot) => n.unit === 'pix' || (n.unit === undefined && (n.value > MAX_GRADE || n.value < 0));
const isGrade = (n: NumberSlot) => n.unit === 'grade' || (n.unit === undefined && n.value >= 0 && n.value <= MAX_GRADE);
const inRange = (score: number) => score >= MIN_SCORE && score <= MAX_SCORE;

/** Grade for a score, or for both ends of a range; a grade offered with it is confirmed or corrected. */
export const gradeCompute: Skill = {
  texts: [
    'ask',
    'unknown',
    'result',
    'next',
    'top',
    'profileCeiling',
    'range',
    'outOfRange',
    'fractional',
    'year',
    'correct',
    'confirm',
    'picture',
    'passUnknown',
  ],
  answer: (ask) => {
    const { slots, memory, lang, say } = ask;
    const numbers = slots.numbers ?? [];
    const scores = numbers.filter(isScore);
    const grades = numbers.filter((n) => !isScore(n));
    let asked = (scores.length > 0 ? scores : grades.filter((n) => n.unit !== 'grade')).map((n) => n.value);
    if (asked.length === 0 && slots.delta !== undefined && memory.score !== undefined) asked = [memory.score + slots.delta];
    if (asked.length === 0 && slots.from !== undefined && !slots.unknownScore && memory.score !== undefined)
      asked = [memory.score];
    if (asked.length === 0) return { blocks: say(slots.unknownScore ? 'unknown' : 'ask') };
    const wrong = asked.find((score) => !inRange(score));
    if (wrong !== undefined)
      return { blocks: say('outOfRange', { given: numberIn(wrong, lang), min: String(MIN_SCORE), max: String(MAX_SCORE) }) };
    const offered = slots.claims && scores.length > 0 ? grades[0]?.value : undefined;
    const blocks = [
      ...yearOf(ask),
      ...(slots.range && asked.length === 2
        ? rangeOf(asked, ask)
        : asked.flatMap((score) => resultOf(score, offered, asked.length === 1, ask))),
    ];
    if (slots.from !== 'exam') blocks.push(...say('profileCeiling'));
    if (slots.pass) blocks.push(...say('passUnknown'));
    blocks.push(pictureOf(asked, ask));
    return { blocks, remember: { score: asked[asked.length - 1] } };
  },
};

/** The score for a wanted grade, and what is missing to it from the last score. */
export const gradeTarget: Skill = {
  texts: ['ask', 'result', 'betweenSteps', 'missing', 'reached', 'outOfRange', 'pass', 'zero', 'next', 'top', 'year'],
  answer: (ask) => {
    const { slots, memory, lang, say } = ask;
    const { steps } = scaleOn(ask.today, ask.content.scales);
    const numbers = slots.numbers ?? [];
    const wanted = numbers.filter(isGrade).map((n) => n.value);
    // "pour avoir 25": above the scale, but no score either when nothing else is asked for.
    const beyond =
      wanted.length === 0 ? numbers.find((n) => n.unit !== 'pix' && (n.value < 0 || n.value < 100))?.value : undefined;
    const score = numbers.find((n) => isScore(n) && n.value !== beyond)?.value ?? memory.score;
    const known = score !== undefined && inRange(score) ? score : undefined;
    const target = beyond ?? (wanted.length > 0 ? Math.max(...wanted) : (memory.target ?? undefined));
    if (target === undefined && slots.pass) {
      const row = rowFor(10, steps) as Step;
      return {
        blocks: [...yearOf(ask), ...say('pass', { target: gradeIn(10, lang), score: String(row.score) })],
        remember: { target: 10 },
      };
    }
    if (target === undefined)
      return known === undefined ? { blocks: say('ask') } : { blocks: [...yearOf(ask), ...nextStepOf(known, ask)] };
    const row = rowFor(target, steps);
    if (!row || target > MAX_GRADE)
      return { blocks: say('outOfRange', { given: numberIn(target, lang), min: '0', max: String(MAX_GRADE) }) };
    const values = { target: gradeIn(target, lang), score: String(row.score), grade: gradeIn(row.grade, lang) };
    const blocks = [...yearOf(ask), ...say(row.score === 0 ? 'zero' : row.grade === target ? 'result' : 'betweenSteps', values)];
    if (known !== undefined && row.score > 0)
      blocks.push(
        ...(known >= row.score
          ? say('reached')
          : say('missing', { lastScore: numberIn(known, lang), missing: numberIn(round(row.score - known), lang) })),
      );
    return { blocks, remember: { target, ...(known === undefined ? {} : { score: known }) } };
  },
};

/** The whole scale as a table. */
export const gradeScale: Skill = {
  texts: ['intro', 'caption', 'headScore', 'headGrade', 'summary', 'year'],
  answer: (ask) => {
    const { lang, say } = ask;
    const { year, steps } = scaleOn(ask.today, ask.content.scales);
    const last = steps[steps.length - 1] as Step;
    return {
      blocks: [
        ...yearOf(ask),
        ...say('intro', { scaleYear: year }),
        {
          type: 'table',
          caption: plain(say('caption', { scaleYear: year })),
          head: [plain(say('headScore')), plain(say('headGrade'))],
          rows: steps.map(({ score, grade }) => [String(score), gradeIn(grade, lang)]),
        },
        ...say('summary', { steps: String(steps.length), grade: gradeIn(last.grade, lang), score: String(last.score) }),
      ],
    };
  },
};

/** Of an earlier year's scale: said first, as a caution. */
function yearOf({ today, content, say }: Ask): Block[] {
  const { year, current } = scaleOn(today, content.scales);
  return current
    ? []
    : say('year', { scaleYear: year }).map((block) => (block.type === 'paragraph' ? { ...block, tone: 'caution' } : block));
}

function resultOf(score: number, offered: number | undefined, alone: boolean, ask: Ask): Block[] {
  const { lang, say } = ask;
  const { row } = rowOf(score, scaleOn(ask.today, ask.content.scales).steps);
  const values = {
    score: numberIn(score, lang),
    grade: gradeIn(row.grade, lang),
    step: `${row.score} → ${gradeIn(row.grade, lang)}`,
  };
  const blocks =
    offered === undefined || !alone
      ? []
      : offered === row.grade
        ? say('confirm', values)
        : say('correct', { ...values, offered: gradeIn(offered, lang) });
  blocks.push(...say('result', values));
  if (alone) blocks.push(...nextStepOf(score, ask));
  if (!Number.isInteger(score)) blocks.push(...say('fractional', values));
  return blocks;
}

function nextStepOf(score: number, ask: Ask): Block[] {
  const { lang, say } = ask;
  const { next } = rowOf(score, scaleOn(ask.today, ask.content.scales).steps);
  if (!next) return say('top');
  return say('next', {
    missing: numberIn(round(next.score - score), lang),
    nextGrade: gradeIn(next.grade, lang),
    nextScore: String(next.score),
  });
}

function rangeOf(ends: readonly number[], { lang, say, today, content }: Ask): Block[] {
  const { steps } = scaleOn(today, content.scales);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  return say('range', {
    from: numberIn(from, lang),
    to: numberIn(to, lang),
    fromGrade: gradeIn(rowOf(from, steps).row.grade, lang),
    toGrade: gradeIn(rowOf(to, steps).row.grade, lang),
  });
}

function pictureOf(scores: readonly number[], { lang, say, today, content }: Ask): ScalePicture {
  const { steps } = scaleOn(today, content.scales);
  const top = (steps[steps.length - 1] as Step).score;
  const points = scores.map((score) => ({ at: score, label: gradeIn(rowOf(score, steps).row.grade, lang) }));
  return {
    type: 'scale',
    alt: plain(
      say('picture', {
        scores: points.map(({ at, label }) => `${numberIn(at, lang)} pix → ${label}`).join(', '),
        half: String((rowFor(10, steps) as Step).score),
        top: String(top),
      }),
    ),
    min: MIN_SCORE,
    max: Math.max(top, ...scores),
    marks: [0, 5, 10, 15, 20].flatMap((grade) => {
      const row = rowFor(grade, steps);
      return row ? [{ at: row.score, label: numberIn(grade, lang) }] : [];
    }),
    points,
  };
}

function plain(blocks: readonly Block[]): string {
  return blocks
    .map((b) => (b.type === 'paragraph' ? b.children.map((c) => ('value' in c ? c.value : '')).join('') : ''))
    .join(' ');
}

/** Differences of scores with two decimals, free of binary dust. */
const round = (value: number) => Math.round(value * 100) / 100;
