import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { slackSettings } from './adapters/slack/settings.ts';
import { createSlack } from './adapters/slack.ts';
import { teamsSettings } from './adapters/teams/settings.ts';
import { createTeams } from './adapters/teams.ts';
import { addressKey, createLimit } from './adapters/web/limits.ts';
import type { AllowedOrigins } from './adapters/web/origins.ts';
import { createWeb } from './adapters/web.ts';
import { labels } from './answer/labels.ts';
import { composeReminder } from './answer/reminder/message.ts';
import { LANGS } from './answer.ts';
import { createBehind } from './behind.ts';
import { createBot } from './bot.ts';
import { perSecond, placeOf, readConfig } from './config.ts';
import { dateAt, timeInWords } from './content/dates.ts';
import { faqSearch, faqTopics } from './faq.ts';
import { listen, portOf, stopListening } from './http/listen.ts';
import { createHttp } from './http.ts';
import { modelAside, TRAINER } from './knowledge.ts';
import { createLive } from './live.ts';
import { createLog } from './log.ts';
import { createMetrics, metricsPage } from './metrics.ts';
import { faqPage } from './pages/faq.ts';
import { hostPage } from './pages/host.ts';
import { createReadiness } from './readiness.ts';
import { clockOf, placeOfRehearsal } from './rehearsal.ts';
import type { Sender } from './remind/deliver/message.ts';
import { createDelivery } from './remind/deliver.ts';
import { createFeed } from './remind/feed.ts';
import { createOffers } from './remind/offer.ts';
import { createWindow } from './remind/window.ts';
import { createReminders } from './remind.ts';
import { SLACK_WORDS } from './render/slack/shapes.ts';
import { TEAMS_WORDS } from './render/teams/shapes.ts';
import { servedHere } from './store/here.ts';
import { createStore } from './store.ts';
import { createStoreTrouble } from './trouble.ts';
import type { Adapter, Lang, Notice } from './types.ts';
import { learnAside } from './understand/trainer.ts';

/** How long the turns in hand may take when the server is told to stop. */
const PATIENCE_MS = 10_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** How often changed content and phrasings are looked for; a change is taken when two looks agree. */
const LOOK_MS = 1_000;
/** Conversations that one address may begin: a lecture hall does so within a minute. */
const NEW_SESSIONS = [{ count: 600, seconds: 60 }];

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const { clock, rehearsal } = clockOf(process.argv.slice(2), Date.now);
  for (const name of ['CONTENT_DIR', 'INTENTS_DIR'] as const)
    if (!statSync(config[name], { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`${name} is "${config[name]}", which is no folder: give the one with the YAML files, or leave it out`);
  const log = createLog(config.LOG_LEVEL);
  const behind = createBehind();
  const metrics = createMetrics();
  const trouble = createStoreTrouble(log, clock);
  const store = await createStore(rehearsal ? placeOfRehearsal(placeOf(config)) : placeOf(config), clock);
  const expire = () => store.expire().catch((err: unknown) => log.error({ err }, 'old data was not deleted'));
  await expire();

  const today = () => dateAt(clock());
  const url = config.PUBLIC_URL ?? `http://${inUrl(config.HOST)}:${config.PORT}`;
  const folders = { content: config.CONTENT_DIR, intents: config.INTENTS_DIR, cache: join(config.DATA_DIR, 'models'), url };
  const live = createLive({
    folders,
    model: await modelAside(folders),
    today,
    learn: async (key) =>
      TRAINER
        ? learnAside(TRAINER, folders.intents, folders.cache, key)
        : { learnt: false, why: 'run the built server to learn while running' },
    onTaken: (version) => {
      log.info({ version }, 'changed content is in use');
      void replan();
    },
    onRefused: (why) => log.error({ faults: why.split('\n') }, 'changed content is faulty: the content in use stays'),
  });
  const looking = setInterval(() => void live.look(), LOOK_MS);

  const calendar = () => live.knowledge().content.calendar;
  const reminders = createReminders({ store, calendar, clock });
  const replan = (): Promise<void> =>
    reminders.replan().catch((err: unknown) => {
      trouble.failed(err);
      setTimeout(replan, MINUTE_MS).unref();
    });
  // Several servers share PostgreSQL, and nothing else.
  const shared = 'url' in placeOf(config);
  const here = shared ? undefined : await servedHere(store, 'web', clock);
  const conversations = here ?? store;
  const hourly = setInterval(() => {
    here?.expireHere();
    void expire().then(replan);
  }, HOUR_MS);
  const bot = createBot({
    knowledge: live.knowledge,
    store: conversations,
    reminders,
    rings: (channel) => channel !== 'web',
    clock,
    defaultLang: LANGS[0] as string,
    onError: (err, channel) => log.error({ err, channel }, 'a turn failed'),
    onStoreError: trouble.failed,
  });

  const turn = metrics.count(bot);
  const worker = randomUUID();
  const compose = (notices: readonly Notice[], lang: Lang, now: number) =>
    composeReminder(live.knowledge().content, notices, lang, now);
  const failed = (channel: string) => (where: string, err: unknown) =>
    where === 'store' ? trouble.failed(err) : log.error({ err, channel, where }, 'a message failed');
  const web = createWeb({
    turn,
    store: conversations,
    clock,
    reminders: createWindow({ offers: createOffers({ store, calendar, clock, worker }), reminders, compose, clock }),
    allowedOrigins: ownAnd(config.PUBLIC_URL, config.ALLOWED_ORIGINS),
    rates: {
      session: config.RATE_SESSION,
      address: config.RATE_ADDRESS,
      newSessions: config.RATE_ADDRESS.length > 0 ? NEW_SESSIONS : [],
    },
    onError: failed('web'),
  });
  const teams = await createTeams({
    turn,
    store,
    clock,
    settings: teamsSettings(config),
    words: (lang) => labels(live.knowledge().content, 'teams', TEAMS_WORDS, lang),
    onError: failed('teams'),
  });
  const slack = await createSlack({
    turn,
    store,
    clock,
    settings: slackSettings(config),
    words: (lang) => labels(live.knowledge().content, 'slack', SLACK_WORDS, lang),
    langs: LANGS,
    onError: failed('slack'),
  });
  const adapters: Adapter[] = [web, teams, slack];
  const conversation = perSecond(config.REMINDER_RATE_CONVERSATION);
  const delivery = createDelivery({
    store,
    calendar,
    clock,
    senders: new Map(adapters.flatMap(({ channel, send }): [string, Sender][] => (send ? [[channel, send]] : []))),
    rates: new Map([
      ['teams', { all: perSecond(config.REMINDER_RATE_TEAMS), conversation }],
      ['slack', { all: perSecond(config.REMINDER_RATE_SLACK), conversation }],
    ]),
    compose,
    worker,
    pause: (ms, signal) => delay(ms, undefined, { signal }).catch(() => {}),
    onError: (err, channel) => log.error({ err, channel }, 'a reminder failed'),
    onStoreError: trouble.failed,
    onEnd: metrics.reminder,
  });

  const searchLimit = createLimit(config.RATE_ADDRESS);
  const app = createHttp({
    mounts: [...web.mounts, ...teams.mounts, ...slack.mounts],
    pages: {
      '/': (request) => hostPage({ ...request, rehearsal: rehearsal ? timeInWords(clock(), request.lang) : undefined }),
      '/faq': (request) => {
        const topics = faqTopics(live.knowledge(), request.lang, clock());
        return faqPage({
          ...request,
          topics,
          search: (question, lang) => faqSearch(live.knowledge(), topics, question, lang, clock()),
        });
      },
    },
    assets: {
      '/widget.js': { type: 'text/javascript; charset=utf-8', body: built('widget.js'), shared: true },
      '/site.css': {
        type: 'text/css; charset=utf-8',
        body: built('site.css'),
        shared: false,
      },
    },
    calendars: { '/calendar.ics': createFeed({ content: () => live.knowledge().content, store, clock }) },
    searchLimit: (address) => searchLimit(addressKey(address)),
    readiness: createReadiness({
      store,
      content: () => ({ version: live.knowledge().content.version, fault: live.fault() }),
      clock,
      onStoreError: trouble.failed,
      onStoreWorks: trouble.works,
    }),
    languages: LANGS,
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY,
    onRequest: (line) => {
      metrics.request(line.route, line.status);
      behind.later(() => log.info(line, 'request'));
    },
    onError: (err) => log.error({ err }, 'a request failed'),
  });

  const servers = [await listen(app, config.HOST, config.PORT)];
  const page = config.PUBLIC_URL ?? `http://${inUrl(config.HOST)}:${portOf(servers[0]!)}`;
  say(`Pix assistant: ${page}/`);
  if (rehearsal)
    say(`  REHEARSAL: the clock of this server says ${timeInWords(clock(), 'en')} (Strasbourg) and runs on from there`);
  for (const { channel, status } of adapters) say(`  ${channel.padEnd(8)} ${status.on ? 'on ' : 'off'}  ${status.why}`);
  if (config.METRICS_PORT === undefined) {
    say('  metrics  off  METRICS_PORT=off');
  } else {
    servers.push(await listen(metricsPage(metrics), config.METRICS_HOST, config.METRICS_PORT));
    say(`  metrics  on   http://${inUrl(config.METRICS_HOST)}:${portOf(servers[1]!)}/metrics`);
  }

  log.info({ worker }, 'reminders are sent');
  delivery.start();
  void replan();

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping');
    clearInterval(hourly);
    clearInterval(looking);
    // A turn that hangs does not keep the process for ever.
    setTimeout(() => process.exit(1), PATIENCE_MS + 1_000).unref();
    await delivery.stop();
    await Promise.all([
      ...adapters.map((adapter) => adapter.stop()),
      ...servers.map((server) => stopListening(server, PATIENCE_MS)),
    ]);
    behind.now();
    await store.close();
    log.info('stopped');
    log.flush(() => process.exit(0));
  };
  // A request that an SDK fails on is lost; nothing else stops for it.
  process.on('unhandledRejection', (err) => log.error({ err }, 'a promise failed'));
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(signal));
}

/** The server's own page may ask also where a proxy in front does not pass the host that people asked for. */
const ownAnd = (own: string | undefined, others: AllowedOrigins): AllowedOrigins =>
  own === undefined || others === '*' ? others : [...others, own];

/** A file that the build made, beside this one. */
const built = (name: string): Buffer => readFileSync(new URL(`./${name}`, import.meta.url));

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** An address as it stands in a URL: IPv6 in brackets. */
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

main().catch((error: unknown) => {
  const lines = error instanceof Error ? error.message.split('\n') : [String(error)];
  for (const line of lines) say(`pix: ${line}`);
  process.exit(1);
});
