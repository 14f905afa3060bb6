import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWeb } from './adapters/web.ts';
import { readConfig } from './config.ts';
import { listen, portOf, stopListening } from './http/listen.ts';
import { createHttp } from './http.ts';
import { createLog } from './log.ts';
import { createMetrics, metricsPage } from './metrics.ts';
import { faqPage } from './pages/faq.ts';
import { hostPage } from './pages/host.ts';
import { createStore } from './store.ts';
import type { Turn } from './types.ts';
import { bundleWidget } from './widget/bundle.ts';

/** How long the turns in hand may take when the server is told to stop. */
const PATIENCE_MS = 10_000;
const HOUR_MS = 3_600_000;
/** Conversations that one address may begin: a lecture hall does so within a minute. */
const NEW_SESSIONS = [{ count: 600, seconds: 60 }];

// The one who wires understanding and content replaces this by createBot(…) of bot.ts.
const placeholderBot: Turn = async ({ lang = 'fr' }) => ({
  kind: 'none',
  intents: [],
  confidence: 0,
  lang,
  blocks: [],
  choices: [],
  version: '000000000000',
});

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const clock = Date.now;
  const log = createLog(config.LOG_LEVEL);
  const metrics = createMetrics();
  const store = await createStore(join(config.DATA_DIR, 'pix.sqlite'), clock);
  const expire = () => store.expire().catch((err: unknown) => log.error({ err }, 'old data was not deleted'));
  await expire();
  const hourly = setInterval(expire, HOUR_MS);

  const turn = metrics.count(placeholderBot);
  const web = createWeb({
    turn,
    store,
    clock,
    allowedOrigins: config.ALLOWED_ORIGINS,
    rates: {
      session: config.RATE_SESSION,
      address: config.RATE_ADDRESS,
      newSessions: config.RATE_ADDRESS.length > 0 ? NEW_SESSIONS : [],
    },
    onError: (where, err) => log.error({ err, channel: 'web', where }, 'a message failed'),
  });
  const adapters = [web];

  const app = createHttp({
    mounts: [web],
    pages: {
      '/': hostPage,
      '/faq': (request) => faqPage({ ...request, topics: [], search: () => ({ near: [] }) }),
    },
    assets: {
      '/widget.js': { type: 'text/javascript; charset=utf-8', body: Buffer.from(await bundleWidget()), shared: true },
      '/site.css': {
        type: 'text/css; charset=utf-8',
        body: readFileSync(new URL('./pages/site.css', import.meta.url)),
        shared: false,
      },
    },
    readiness: async () => {
      const answers = await store.ping().then(
        () => true,
        () => false,
      );
      return { ready: answers, store: answers ? 'ok' : 'failing', content: { version: '000000000000' } };
    },
    languages: ['fr', 'en'],
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY,
    onRequest: (line) => {
      metrics.request(line.route, line.status);
      log.info(line, 'request');
    },
    onError: (err) => log.error({ err }, 'a request failed'),
  });

  const servers = [await listen(app, config.HOST, config.PORT)];
  const page = config.PUBLIC_URL ?? `http://${inUrl(config.HOST)}:${portOf(servers[0]!)}`;
  say(`Pix assistant: ${page}/`);
  for (const { channel, status } of adapters) say(`  ${channel.padEnd(8)} ${status.on ? 'on ' : 'off'}  ${status.why}`);
  if (config.METRICS_PORT === undefined) {
    say('  metrics  off  METRICS_PORT=off');
  } else {
    servers.push(await listen(metricsPage(metrics), config.METRICS_HOST, config.METRICS_PORT));
    say(`  metrics  on   http://${inUrl(config.METRICS_HOST)}:${portOf(servers[1]!)}/metrics`);
  }

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping');
    clearInterval(hourly);
    await Promise.all([
      ...adapters.map((adapter) => adapter.stop()),
      ...servers.map((server) => stopListening(server, PATIENCE_MS)),
    ]);
    await store.close();
    log.info('stopped');
    log.flush(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(signal));
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** An address as it stands in a URL: IPv6 in brackets. */
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

main().catch((error: unknown) => {
  const lines = error instanceof Error ? error.message.split('\n') : [String(error)];
  for (const line of lines) say(`pix: ${line}`);
  process.exit(1);
});
