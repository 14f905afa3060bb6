import {
  type App,
  HTTPReceiver,
  type Logger,
  LogLevel,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
  webApi,
} from '@slack/bolt';
import type { Mount } from '../../http.ts';
import { createFetch, type Fetch } from './fetch.ts';
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
  const post = createFetch(settings.timeoutMs);
  const options = clientOptions(settings, post);
  const client = new webApi.WebClient(settings.botToken, options);
  const open = (receiver: Receiver) => answerAll(receiver, post, received, onError);
  const mounts = settings.signingSecret === undefined ? [] : [openHttp(settings.signingSecret, open)];
  const socket = settings.appToken === undefined ? undefined : openSocket(settings.appToken, options, open, onError);
  return {
    mounts,
    call: async (method, fields) => void (await client.apiCall(method, fields)),
    stop: async () => socket?.stop(),
  };
}

function openHttp(signingSecret: string, open: (receiver: Receiver) => void): Mount {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: PATH, logger: SILENT, bodyLimit: MAX_BODY });
  open(receiver);
  return {
    path: PATH,
    machines: true,
    handle: (request, response) =>
      new Promise((done) => {
        response.once('close', done);
        if (request.method !== 'POST') response.writeHead(405, { Allow: 'POST' }).end();
        else if (isAhead(request.headers['x-slack-request-timestamp'])) response.writeHead(401).end();
        else receiver.requestListener(request, response);
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

/**
 * Stands where a receiver expects the SDK's App, of which it calls this one method. The App finds out who the bot is, and makes clients and
 * ways to speak for listeners: nothing here needs them, and making them takes a good part of what a turn takes.
 */
function answerAll(receiver: Receiver, post: Fetch, received: Received, onError: (where: string, error: unknown) => void): void {
  const processEvent = async ({ body, ack }: ReceiverEvent): Promise<void> => {
    try {
      await ack();
      received(body, respondWith(body, post));
    } catch (error) {
      onError('request', error);
    }
  };
  receiver.init({ processEvent } as unknown as App);
}

/** Commands and presses name an address for direct answers, where nobody signs. */
function respondWith({ response_url: url }: ReceiverEvent['body'], post: Fetch): Respond | undefined {
  if (typeof url !== 'string') return undefined;
  return async (message) => {
    const headers = { 'Content-Type': 'application/json' };
    const { ok, status } = await post(url, { method: 'POST', headers, body: JSON.stringify(message) });
    if (!ok) throw Object.assign(new Error('the address for direct answers refused'), { statusCode: status });
  };
}

/** One request each: a message that was sent again by the SDK itself would stand there twice. */
function clientOptions({ apiUrl }: SlackSettings, fetch: Fetch): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
    // With a time limit of its own.
    fetch,
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
