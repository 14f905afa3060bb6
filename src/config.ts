import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { faultsOfTeams, LOOPBACK } from './config/teams.ts';

/** At most `count` in `seconds`. */
export type Rate = { count: number; seconds: number };

/** Everything that may differ from one machine to another. Paths are as given, relative to the working directory. */
export type Config = z.infer<typeof schema>;

/** Thrown when the environment can't be used: every fault on a line of its own. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const text = (fallback: string, max = 1000) =>
  z.string().max(max, `is longer than ${max} characters: shorten it`).default(fallback);

const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
const port = (fallback: number) =>
  z.string().refine(isPort, 'is no port: give a number from 0 to 65535').default(String(fallback)).transform(Number);

const host = (fallback: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9._:-]+$/, 'is no host: give a name or an address without a scheme or port, such as 127.0.0.1')
    .default(fallback);

const UNITS: Record<string, number> = { s: 1, min: 60, h: 3600 };
const RATE = /^(\d{1,6})\/(\d{1,4})(s|min|h)$/;
/** A day: longer counts would not survive a restart anyway, and timers end at 24 days. */
const LONGEST_RATE_S = 86_400;
const RATE_ADVICE = 'is no rate (a day at most): give "20/10s", several as "20/10s 200/1h" (units s, min, h), or "off"';

const rates = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context): Rate[] => {
      if (value === 'off') return [];
      return value.split(/[\s,]+/).flatMap((part) => {
        const [, count, length, unit = ''] = RATE.exec(part) ?? [];
        const rate = { count: Number(count), seconds: Number(length) * (UNITS[unit] ?? 0) };
        if (rate.count > 0 && rate.seconds > 0 && rate.seconds <= LONGEST_RATE_S) return [rate];
        context.issues.push({ code: 'custom', message: RATE_ADVICE, input: value });
        return [];
      });
    });

/** The origin of an address ("https://a.fr"), undefined if it is none. */
function originOf(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
    ? url.origin
    : undefined;
}

const origin = (context: Pick<z.RefinementCtx<unknown>, 'issues'>, value: string, advice: string): string => {
  const found = originOf(value);
  if (found === undefined) context.issues.push({ code: 'custom', message: advice, input: value });
  return found ?? '';
};

/** An address, a network ("10.0.0.0/8"), or one of Express's names for some. */
function isNetwork(part: string): boolean {
  if (/^(?:loopback|linklocal|uniquelocal)$/.test(part)) return true;
  const [address = '', bits, more] = part.split('/');
  const longest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest));
}

const trustProxy = z
  .string()
  .default('false')
  .transform((value, context): false | number | string[] => {
    if (value === 'false' || value === '0') return false;
    if (/^\d{1,2}$/.test(value)) return Number(value);
    const parts = value.split(',').map((part) => part.trim());
    if (parts.every(isNetwork)) return parts;
    const message =
      'is not understood: give "false", the number of proxies in front (1), or their addresses ("10.0.0.0/8, loopback"); ' +
      '"true" would believe anybody';
    context.issues.push({ code: 'custom', message, input: value });
    return false;
  });

/** Not said again in a fault: it holds a password. */
const database = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol),
    'is no database: give it as "postgres://user:password@host:5432/database" (special characters of the password ' +
      'percent-encoded), or leave it out for a SQLite file in DATA_DIR',
  )
  .optional();

/** A secret or an id that a platform gave; the advice never repeats it. */
const given = (form: RegExp, advice: string) =>
  z.string().max(1000, 'is longer than 1000 characters: give the value alone').regex(form, advice).optional();

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An address of the web, with a path if need be. */
const isWebAddress = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** Nobody on the way can change what it says: https, or this machine. */
function isSafeService(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/** The address of a service, with its path. */
const service = z.string().refine(isSafeService, 'is no safe address: give it whole, as "https://…"');

const schema = z.object({
  HOST: host('127.0.0.1'),
  PORT: port(3978),
  PUBLIC_URL: z
    .string()
    .optional()
    .transform((value, context) =>
      value === undefined
        ? undefined
        : origin(context, value, 'is no address: give it as "https://pix.example.fr", without a path'),
    ),
  TRUST_PROXY: trustProxy,
  DATA_DIR: text('./data'),
  STORE_URL: database,
  CONTENT_DIR: text('./content'),
  INTENTS_DIR: text('./intents'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((value, context): '*' | string[] => {
      if (value.trim() === '*') return '*';
      const advice = 'holds what is no origin: give "https://www.example.fr, https://moodle.example.fr", without paths, or "*"';
      return value
        .split(/[\s,]+/)
        .filter(Boolean)
        .map((part) => origin(context, part, advice));
    }),
  METRICS_HOST: host('127.0.0.1'),
  METRICS_PORT: z
    .string()
    .refine((value) => value === 'off' || isPort(value), 'is no port: give a number from 0 to 65535, or "off"')
    .default('9464')
    .transform((value) => (value === 'off' ? undefined : Number(value))),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'is no level: give fatal, error, warn, info, debug or silent',
    })
    .default('info'),
  RATE_SESSION: rates('20/10s 200/1h'),
  RATE_ADDRESS: rates('600/10s'),
  SLACK_BOT_TOKEN: given(/^(?:xoxe\.)?xoxb-/, 'is no bot token: give the one that starts with "xoxb-" (OAuth & Permissions)'),
  SLACK_SIGNING_SECRET: given(/^\S+$/, 'is no signing secret: give the one of Basic Information'),
  SLACK_APP_TOKEN: given(/^xapp-/, 'is no app-level token: give the one that starts with "xapp-" (Basic Information)'),
  SLACK_API_URL: z
    .string()
    .refine(isWebAddress, 'is no address: give it as "https://slack.com/api/"')
    .default('https://slack.com/api/'),
  MicrosoftAppId: given(GUID, 'is no app id: give the "Application (client) ID" of the bot, a GUID'),
  MicrosoftAppPassword: given(/^\S+$/, 'is no client secret: give its value, not its id'),
  MicrosoftAppTenantId: given(GUID, 'is no tenant id: give the "Directory (tenant) ID", a GUID'),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant'], {
      error: 'is no type of app: give SingleTenant, UserAssignedMSI or MultiTenant',
    })
    .default('SingleTenant'),
  TEAMS_LOCAL: z
    .enum(['0', '1'], { error: 'is not understood: give 1 for yes, 0 for no' })
    .default('0')
    .transform((value) => value === '1'),
  TEAMS_OPENID_URL: service.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  TEAMS_ISSUER: text('https://api.botframework.com'),
  TEAMS_TOKEN_URL: service.optional(),
  TEAMS_SCOPE: text('https://api.botframework.com'),
  REMINDER_RATE_TEAMS: rates('20/1s'),
  REMINDER_RATE_SLACK: rates('off'),
  REMINDER_RATE_CONVERSATION: rates('1/1s'),
  IDENTITY_ENDPOINT: z.url({ protocol: /^https?$/, error: 'is no address: give it as Azure does, or unset it' }).optional(),
  IDENTITY_HEADER: given(/^\S+$/, 'is no header value: give it as Azure does, or unset it'),
});

/** How many a second keep within all of these rates; undefined without any. */
export const perSecond = (rates: readonly Rate[]): number | undefined =>
  rates.length === 0 ? undefined : Math.min(...rates.map(({ count, seconds }) => count / seconds));

/** Where the store is: on PostgreSQL if it is named, else in a file. */
export const placeOf = ({ STORE_URL, DATA_DIR }: Config): { url: string } | { sqlite: string } =>
  STORE_URL === undefined ? { sqlite: join(DATA_DIR, 'pix.sqlite') } : { url: STORE_URL };

/** What half a channel lacks, each a whole sentence: it would start, and then answer nobody. */
function lacking(config: z.infer<typeof schema>): string[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signing, SLACK_APP_TOKEN: app } = config;
  if (bot === undefined && (signing !== undefined || app !== undefined))
    return ['SLACK_BOT_TOKEN is missing, Slack is half set up: give the token that starts with "xoxb-", or unset the others'];
  if (bot !== undefined && signing === undefined && app === undefined)
    return [
      'SLACK_SIGNING_SECRET is missing, Slack is half set up: give it (HTTP), or SLACK_APP_TOKEN (Socket Mode), or unset SLACK_BOT_TOKEN',
    ];
  return [];
}

/** The names of all variables, as `.env.example` lists them. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/**
 * The environment as a Config, with defaults; an empty variable counts as unset, others are ignored. Throws a
 * ConfigError that names each variable at fault, what is wrong with it and what to do.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const values = VARIABLES.flatMap((name) => {
    const value = environment[name]?.trim();
    return value ? [[name, value]] : [];
  });
  const parsed = schema.safeParse(Object.fromEntries(values));
  if (parsed.success) {
    const faults = [...lacking(parsed.data), ...faultsOfTeams(parsed.data)];
    if (faults.length > 0) throw new ConfigError(faults);
    return parsed.data;
  }
  throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
}
