import type { Figures } from './figures.ts';

/** What the assistant must reach; each is the limit of one figure, in the unit that its name ends with. */
export const FLOORS: { what: string; figure: keyof Figures; most?: number; least?: number }[] = [
  { what: 'understanding one question, median', figure: 'questionMedianMs', most: 0.15 },
  { what: 'understanding one question, p99', figure: 'questionP99Ms', most: 1.5 },
  { what: 'process start to first answer, first start after npm ci', figure: 'firstAnswerMs', most: 2500 },
  { what: 'process start to first answer, cached model', figure: 'cachedAnswerMs', most: 1000 },
  { what: 'server memory after 200 turns, learnt at its start', figure: 'serverFirstMb', most: 200 },
  { what: 'server memory after 200 turns, cached model', figure: 'serverCachedMb', most: 200 },
  { what: 'POST /api/chat against a bare Express echo', figure: 'rateRatio', least: 0.4 },
  { what: 'POST /api/chat at 200 requests a second, p99', figure: 'steadyP99Ms', most: 25 },
  { what: 'a turn on Slack against a bare echo bot on Bolt', figure: 'slackRatio', most: 1.3 },
  { what: 'a turn on Teams against a bare echo bot on botbuilder', figure: 'teamsRatio', most: 1.3 },
];

/** What does not hold, a line for each floor; a floor whose figure was not measured this time is left out. */
export function missed(figures: Partial<Figures>): string[] {
  return FLOORS.flatMap(({ what, figure, most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY }) => {
    const value = figures[figure];
    if (value === undefined || (value <= most && value >= least)) return [];
    return [`${what}: ${rounded(value)}, must be ${value > most ? `at most ${most}` : `at least ${least}`}`];
  });
}

export const rounded = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(3);
