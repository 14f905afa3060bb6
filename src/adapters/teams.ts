import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mount } from '../http.ts';
import type { TeamsWords } from '../render/teams/shapes.ts';
import type { Adapter, Clock, Lang, Store, Turn } from '../types.ts';
import { addressKey, CHANNEL, readAddress } from './teams/address.ts';
import { createAnswers } from './teams/answers.ts';
import { readJson } from './teams/body.ts';
import { readActivity, readIncoming } from './teams/incoming.ts';
import { createOnce, type OnError } from './teams/once.ts';
import type { TeamsSettings } from './teams/settings.ts';

export type TeamsParts = {
  turn: Turn;
  store: Pick<Store, 'claim' | 'settle' | 'release' | 'keepAddress' | 'dropAddress'>;
  clock: Clock;
  /** Undefined where Teams is not set up: the adapter is off then. */
  settings: TeamsSettings | undefined;
  /** What Teams' own buttons say. */
  words: (lang: Lang) => TeamsWords;
  /** Told of a failure, without what a person wrote; `where` says what was tried. */
  onError: OnError;
};

export type TeamsAdapter = Adapter & { mounts: Mount[] };

const PATH = '/api/messages';
/** After this the platform may deliver again what was given back. */
const AGAIN = { 'Retry-After': '5' };

const OFF: TeamsAdapter = {
  channel: CHANNEL,
  status: { on: false, why: 'MicrosoftAppId is not set' },
  mounts: [],
  stop: async () => {},
};

/** Teams' door: POST /api/messages. The SDK is loaded only when it is on. */
export async function createTeams(parts: TeamsParts): Promise<TeamsAdapter> {
  const { settings, store, clock, onError } = parts;
  if (!settings) return OFF;
  const { openSdk } = await import('./teams/sdk.ts');
  const sdk = openSdk(settings, clock);
  const { appId, typingAfterMs } = settings;
  const inHand = new Set<Promise<unknown>>();
  const answers = createAnswers({ ...parts, ...createOnce(store, onError), appId, typingAfterMs });

  /** Waited for before the adapter stops. */
  function held<T>(work: Promise<T>): Promise<T> {
    inHand.add(work);
    return work.finally(() => inHand.delete(work));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return refuse(response, 405, 'Use POST.', { Allow: 'POST' });
    const body = await readJson(request);
    if (body === undefined) return;
    if ('status' in body) return refuse(response, body.status, body.why);
    const activity = readActivity(body.json);
    if (Array.isArray(activity)) return refuse(response, 400, `The activity does not fit: ${activity.join(', ')}.`);
    const done = await held(
      sdk.receive(request.headers.authorization ?? '', activity, (post) => answers.handle(readIncoming(activity), post)),
    );
    if (done === 'unauthorized') return refuse(response, 401, 'The token is not one of the Bot Framework for this bot.');
    if (done === 'unavailable') return refuse(response, 503, 'The keys of the Bot Framework can not be had just now.', AGAIN);
    if (done === 'again' || done === 'busy') return refuse(response, 503, 'This activity could not be answered just now.', AGAIN);
    response.writeHead(activity.type === 'invoke' ? 501 : 200, { 'Content-Length': 0 }).end();
  }

  return {
    channel: CHANNEL,
    status: { on: true, why: appId === undefined ? `TEAMS_LOCAL=1, unsigned: POST ${PATH}` : `POST ${PATH}` },
    mounts: [{ path: PATH, machines: true, handle }],
    send: async (address, reply) => {
      const to = readAddress(address);
      if (!to) return { outcome: 'gone', why: 'the address is not one of Teams' };
      const outcome = await held(sdk.send(to, answers.render({ ...reply, goesOn: undefined })));
      if (outcome.outcome === 'gone') await answers.drop(addressKey(to.conversation.id));
      return outcome;
    },
    stop: async () => {
      await Promise.allSettled(inHand);
      sdk.close();
    },
  };
}

function refuse(response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void {
  const json = Buffer.from(JSON.stringify({ error: { code: String(status), message } }));
  const type = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': json.length, 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...headers, ...type }).end(json);
}
