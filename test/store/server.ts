import { createWeb } from '../../src/adapters/web.ts';
import { createBot } from '../../src/bot.ts';
import { dateAt } from '../../src/content/dates.ts';
import { listen, portOf, stopListening } from '../../src/http/listen.ts';
import { createHttp } from '../../src/http.ts';
import { knowledgeOf } from '../../src/knowledge.ts';
import { createReadiness } from '../../src/readiness.ts';
import { createReminders } from '../../src/remind.ts';
import type { WholeStore } from '../../src/store.ts';
import { createStoreTrouble } from '../../src/trouble.ts';
import type { Reply } from '../../src/types.ts';
import { toyModel } from '../understand/toy.ts';

const knowledge = knowledgeOf('content', toyModel(), dateAt(Date.now()));

/** A server in this process, built as main.ts does it, with the toy model. */
export type Served = {
  /** One message over HTTP: what it was answered, and in how many ms. */
  ask: (text: string, session: string) => Promise<{ status: number; kind: Reply['kind'] | undefined; ms: number }>;
  ready: () => Promise<{ status: number; store: string; why?: string }>;
  /** What stands in the log about the store. */
  logged: { message: string; why?: string }[];
  /** Turns that failed for another reason than the store. */
  failed: unknown[];
  stop: () => Promise<void>;
};

/** Serves on this store, which stays open. */
export async function serve(store: WholeStore): Promise<Served> {
  const [logged, failed]: [Served['logged'], unknown[]] = [[], []];
  const clock = Date.now;
  const log = {
    error: ({ why }: { why: string }, message: string) => logged.push({ message, why }),
    info: (message: string) => logged.push({ message }),
  };
  const trouble = createStoreTrouble(log as unknown as Parameters<typeof createStoreTrouble>[0], clock);
  const onError = (error: unknown) => void failed.push(error);
  const turn = createBot({
    knowledge: () => knowledge,
    store,
    reminders: createReminders({ store, calendar: () => knowledge.content.calendar, clock }),
    rings: () => false,
    clock,
    defaultLang: 'fr',
    onError,
    onStoreError: trouble.failed,
  });
  const web = createWeb({
    turn,
    store,
    clock,
    allowedOrigins: [],
    rates: { session: [], address: [], newSessions: [] },
    onError: (where, error) => (where === 'store' ? trouble.failed(error) : onError(error)),
  });
  const readiness = createReadiness({
    store,
    content: () => ({ version: knowledge.content.version }),
    clock,
    onStoreError: trouble.failed,
    onStoreWorks: trouble.works,
  });
  const parts = {
    mounts: web.mounts,
    pages: {},
    assets: {},
    languages: ['fr', 'en'],
    publicUrl: undefined,
    trustProxy: false,
  } as const;
  const server = await listen(createHttp({ ...parts, readiness, onRequest: () => {}, onError }), '127.0.0.1', 0);
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    ask: (text, session) => ask(origin, text, session),
    ready: async () => {
      const response = await fetch(`${origin}/readyz`);
      return { status: response.status, ...((await response.json()) as { store: string; why?: string }) };
    },
    logged,
    failed,
    stop: () => stopListening(server, 0),
  };
}

let id = 0;
async function ask(origin: string, text: string, session: string): ReturnType<Served['ask']> {
  const start = performance.now();
  const response = await fetch(`${origin}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Pix-Session': session.padEnd(43, '0') },
    body: JSON.stringify({ id: `message-${id++}`, text }),
  });
  const { reply } = (await response.json()) as { reply?: Reply };
  return { status: response.status, kind: reply?.kind, ms: performance.now() - start };
}
