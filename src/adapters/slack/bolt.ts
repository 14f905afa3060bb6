import { App, ExpressReceiver, type Logger, LogLevel, type Receiver, SocketModeReceiver, webApi } from '@slack/bolt';
import type { Mount } from '../../http.ts';
import type { SlackSettings } from './settings.ts';
import { keepConnected } from './socket.ts';

/** Answers the message that a request came from, without the Web API; throws if that fails. */
export type Respond = (message: Readonly<Record<string, unknown>>) => Promise<void>;

/** What a request from Slack brings: its body as parsed, and how to answer it where Slack gives an address for that. */
export type Received = (body: unknown, respond: Respond | undefined) => void;

export type SlackDoors = {
  mounts: Mount[];
  /** One request to a method of the Web API, never repeated; throws what `outcomeOf` reads. */
  call: (method: string, fields: Record<string, unknown>) => Promise<void>;
  stop: () => Promise<void>;
};

const PATH = '/slack/events';
/** Slack's own requests are far smaller. Bytes. */
const MAX_BODY = 1_000_000;
/** A signature holds for so long around its time; the SDK looks at the past only. Seconds. */
const SKEW = 300;

/**
 * The SDK's part: signatures, parsing, acknowledging, Socket Mode's connection, the Web API. Every request that Slack
 * signed is acknowledged at once, before anything else is done; then `received` is told.
 */
export function openDoors(
  settings: SlackSettings,
  received: Received,
  onError: (where: string, error: unknown) => void,
): SlackDoors {
  const options = clientOptions(settings);
  const client = new webApi.WebClient(settings.botToken, options);
  const open = (receiver: Receiver) => answerAll(receiver, options, received, onError);
  const mounts = settings.signingSecret === undefined ? [] : [openHttp(settings.signingSecret, open)];
  const socket = settings.appToken === undefined ? undefined : openSocket(settings.appToken, options, open, onError);
  return {
    mounts,
    call: async (method, fields) => void (await client.apiCall(method, fields)),
    stop: async () => socket?.stop(),
  };
}

function openHttp(signingSecret: string, open: (receiver: Receiver) => void): Mount {
  const receiver = new ExpressReceiver({ signingSecret, endpoints: PATH, logger: SILENT, bodyLimit: MAX_BODY });
  receiver.app.disable('x-powered-by');
  open(receiver);
  return {
    path: PATH,
    handle: (request, response) =>
      new Promise((done) => {
        response.once('close', done);
        if (request.method !== 'POST') response.writeHead(405, { Allow: 'POST' }).end();
        else if (isAhead(request.headers['x-slack-request-timestamp'])) response.writeHead(401).end();
        else receiver.app(request, response);
      }),
  };
}

/** Kept, such a request could be played again for as long as its time is to come. By the machine's clock, as the SDK does. */
const isAhead = (signedAt: string | string[] | undefined): boolean => Number(signedAt) > Date.now() / 1000 + SKEW;

function openSocket(
  appToken: string,
  clientOptions: webApi.WebClientOptions,
  open: (receiver: Receiver) => void,
  onError: (where: string, error: unknown) => void,
) {
  // Left to itself, the SDK ends the process when it can't connect again.
  const receiver = new SocketModeReceiver({
    appToken,
    logger: SILENT,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
  });
  open(receiver);
  return keepConnected(receiver.client, (error) => onError('socket', error));
}

/** An app whose only listener acknowledges and passes on: what a request is, is read elsewhere. */
function answerAll(
  receiver: Receiver,
  options: webApi.WebClientOptions,
  received: Received,
  onError: (where: string, error: unknown) => void,
): void {
  const app = new App({
    receiver,
    // Who the bot is, nothing here needs to know: asking Slack would make every event wait for its Web API.
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
    clientOptions: options,
    logger: SILENT,
  });
  app.use(async (args) => {
    if ('ack' in args && typeof args.ack === 'function') await args.ack();
    const respond = 'respond' in args && typeof args.respond === 'function' ? args.respond : undefined;
    received(args.body, respond && (async (message) => void (await respond(message))));
  });
  app.error(async (error) => onError('request', error));
}

/** One request each: a message that was sent again by the SDK itself would stand there twice. */
function clientOptions({ apiUrl, timeoutMs }: SlackSettings): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: SILENT,
    // The addresses for direct answers are asked without the client's time limit.
    fetch: (url, init) => fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMs) }),
  };
}

/** The SDK's lines hold what people wrote; what matters is told to `onError`. */
const SILENT: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
