import { setTimeout as delay } from 'node:timers/promises';
import type { Measured } from './figures.ts';
import { rounded } from './floors.ts';
import { posts } from './messages.ts';
import { median, percentile } from './stats.ts';

/** What a bot does behind a reply (which it gathers for 20 ms) is done before the next message, to whichever bot. */
const PAUSE_MS = 30;
/** Rounds before any is measured. */
const WARMING = 5;

/** The bots by name, the bare echo first, and one message to one of them: from the request to the reply's arrival, in ms. */
export type InTurns<Bot> = {
  platform: string;
  bots: readonly (readonly [name: string, bot: Bot])[];
  ask: (bot: Bot, text: string) => Promise<number>;
  rounds: number;
  /** Messages a round. */
  count: number;
};

/**
 * Asks each bot each message before any is asked the next one, beginning with another bot each time: the machine's speed drifts, and
 * what is compared was measured within milliseconds. Gives the rows, and the last bot's ratio to the first: the median over the
 * rounds of the ratio of the medians.
 */
export async function measureInTurns<Bot>({ platform, bots, ask, rounds, count }: InTurns<Bot>): Promise<{
  table: Omit<Measured, 'figures'>;
  ratio: number;
}> {
  const seen: number[][][] = [];
  for (let round = 0; round < WARMING + rounds; round++) {
    const texts = posts(count, round).map(({ body }) => (JSON.parse(body) as { text?: string }).text ?? 'bonjour');
    const took = bots.map((): number[] => []);
    for (const [n, text] of texts.entries()) {
      for (let turn = 0; turn < bots.length; turn++) {
        const at = (round + n + turn) % bots.length;
        took[at]!.push(await ask(bots[at]![1], text));
        await delay(PAUSE_MS);
      }
    }
    if (round >= WARMING) seen.push(took);
  }
  const ratios = (bot: number) => seen.map((took) => median(took[bot]!) / median(took[0]!));
  const row = ([name]: readonly [string, Bot], bot: number): string[] => {
    const all = seen.flatMap((took) => took[bot]!);
    const each = ratios(bot);
    const spread = `${rounded(Math.min(...each))} to ${rounded(Math.max(...each))}`;
    return [name, rounded(median(all)), rounded(percentile(all, 0.99)), bot === 0 ? '' : `${rounded(median(each))} (${spread})`];
  };
  return {
    table: {
      title: `A turn on ${platform}, from the signed request to the reply sent (${rounds} × ${count} messages to each, in turns)`,
      head: ['', 'median ms', 'p99 ms', 'ratio of the medians'],
      rows: bots.map(row),
    },
    ratio: median(ratios(bots.length - 1)),
  };
}
