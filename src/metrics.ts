import type { RequestListener } from 'node:http';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { createBehind } from './behind.ts';
import type { Reply, Turn } from './types.ts';

export type Metrics = {
  /** The bot, counted: each reply by channel, kind and intent, and how long it took. */
  count: (turn: Turn) => Turn;
  /** A request that was answered, by its route's pattern. */
  request: (route: string, status: number) => void;
  /** A reminder that left, by its outcome. */
  reminder: (channel: string, outcome: string) => void;
  text: () => Promise<string>;
};

/** What is counted, in a registry of its own: numbers by channel, kind, intent and route; no text, no ids. */
export function createMetrics({ system = true } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (system) collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: 'pix_turns_total',
    help: 'Replies, by channel and kind',
    labelNames: ['channel', 'kind'] as const,
    registers,
  });
  const intents = new Counter({
    name: 'pix_intents_total',
    help: 'Intents answered or offered, by channel and kind of the reply',
    labelNames: ['channel', 'kind', 'intent'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'pix_turn_seconds',
    help: 'Time from a message to its reply',
    labelNames: ['channel'] as const,
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2],
    registers,
  });
  const requests = new Counter({
    name: 'pix_http_requests_total',
    help: 'Requests answered, by route and status',
    labelNames: ['route', 'status'] as const,
    registers,
  });

  const reminders = new Counter({
    name: 'pix_reminders_total',
    help: 'Messages with reminders that left, by channel and outcome',
    labelNames: ['channel', 'outcome'] as const,
    registers,
  });

  const countReply = (channel: string, reply: Reply, took: number) => {
    turns.inc({ channel, kind: reply.kind });
    for (const intent of reply.intents) intents.inc({ channel, kind: reply.kind, intent });
    seconds.observe({ channel }, took);
  };

  const behind = createBehind();

  return {
    count: (turn) => async (message) => {
      const start = performance.now();
      const reply = await turn(message);
      const took = (performance.now() - start) / 1000;
      behind.later(() => countReply(message.channel, reply, took));
      return reply;
    },
    request: (route, status) => behind.later(() => requests.inc({ route, status: String(status) })),
    reminder: (channel, outcome) => reminders.inc({ channel, outcome }),
    text: () => {
      behind.now();
      return registry.metrics();
    },
  };
}

/** GET /metrics, for a server of its own: it is not for the public. */
export function metricsPage(metrics: Metrics): RequestListener {
  return async (request, response) => {
    const known = request.url?.split('?', 1)[0] === '/metrics' && (request.method === 'GET' || request.method === 'HEAD');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (!known) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found: see /metrics\n');
    const text = await metrics.text();
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  };
}
