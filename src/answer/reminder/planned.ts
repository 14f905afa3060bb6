import { inWords } from '../../content/dates.ts';
import type { Occasion } from '../../remind/wish.ts';
import type { Block, Followed } from '../../types.ts';
import type { Ask } from '../skill.ts';
import { leadsInWords, nameOf, namesOf, onDays, sendsOf, valuesOf, wordOf } from './words.ts';

export function plannedOf(one: Followed, ask: Ask): Block[] {
  const { say } = ask;
  if (one.day === undefined)
    return say('unknown', { date: nameOf(one, ask), academicYear: one.year, leads: leadsInWords(one.leads, ask) });
  const values = { ...valuesOf(one, ask), leads: leadsInWords(one.skipped, ask) };
  if (one.sends.length === 0) return say(one.skipped.length > 0 ? 'full' : 'late', values);
  const skipped = one.skipped.length > 0 ? say('skipped', values) : [];
  return [...say('planned', { ...values, sends: sendsOf(one, ask) }), ...skipped];
}

/** Many dates in short: which, when the first message comes, what waits for its day, what is left out. */
export function severalOf(followed: readonly Followed[], ask: Ask): Block[] {
  const { say } = ask;
  const silent = followed.filter(({ day, sends }) => day !== undefined && sends.length === 0);
  const known = followed.filter((one) => one.day !== undefined && !silent.includes(one));
  const days = known.map((one) => {
    const { date, day } = valuesOf(one, ask);
    return wordOf('remind.dated', ask, { date: date.charAt(0).toLowerCase() + date.slice(1), day });
  });
  const [first] = known.flatMap(({ sends }) => sends).sort((a, b) => a.at - b.at);
  return [
    ...silent.flatMap((one) => plannedOf(one, ask)),
    ...(known.length > 0
      ? say('several', { dates: days.reduce((first, next) => wordOf('remind.joined', ask, { first, next })) })
      : []),
    ...waitingOf(followed, 'waiting', ask),
    ...(first ? say('first', { sends: onDays([first.at], ask) }) : []),
    ...(known.some(({ skipped }) => skipped.length > 0) ? say('skipped', { leads: wordOf('remind.far', ask) }) : []),
  ];
}

/** The dates whose day the cell has not published, in one sentence for each academic year. */
export function waitingOf(followed: readonly Followed[], text: string, ask: Ask): Block[] {
  const unknown = followed.filter(({ day }) => day === undefined);
  const years = [...new Set(unknown.map(({ year }) => year))].sort();
  return years.flatMap((academicYear) => {
    const dates = namesOf(
      unknown.filter(({ year }) => year === academicYear),
      ask,
    );
    return ask.say(text, { dates: dates.charAt(0).toUpperCase() + dates.slice(1), academicYear });
  });
}

export function lineOf(one: Followed, short: boolean, ask: Ask): Block[] {
  if (one.sends.length === 0) return ask.say('silent', valuesOf(one, ask));
  if (!short) return ask.say('one', { ...valuesOf(one, ask), sends: sendsOf(one, ask) });
  return ask.say('short', { ...valuesOf(one, ask), sends: onDays([Math.min(...one.sends.map(({ at }) => at))], ask) });
}

export function overOf(one: Occasion, ask: Ask): Block[] {
  const values = { date: nameOf(one, ask), over: inWords(one.over ?? '', ask.lang) };
  return one.day === undefined ? ask.say('overUnknown', values) : ask.say('over', { ...values, ...valuesOf(one, ask) });
}
