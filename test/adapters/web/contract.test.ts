import { randomUUID } from 'node:crypto';
import { createWeb } from '../../../src/adapters/web.ts';
import { listen, portOf, stopListening } from '../../../src/http/listen.ts';
import { plainText } from '../../../src/render/console.ts';
import type { Choice } from '../../../src/types.ts';
import { type ContractParts, contract, type Harness, type Shown } from '../contract.ts';
import { type Answered, MANY, post } from './harness.ts';

type Body = { id: string; text?: string; choice?: string; lang?: string };

/** The chat API, spoken to as the widget speaks to it. */
async function openWeb(parts: ContractParts): Promise<Harness> {
  const start = () => {
    const rates = { session: MANY, address: MANY, newSessions: MANY };
    const web = createWeb({ ...parts, allowedOrigins: [], rates, onError: () => {} });
    return listen(web.mounts[0]!.handle, '127.0.0.1', 0);
  };
  const session = 'a'.repeat(43);
  let server = await start();
  let last: Body = { id: '' };
  const send = (body: Body): Promise<Answered> => post(`http://127.0.0.1:${portOf(server)}/api/chat`, body, { session });
  const shown = async (response: Answered): Promise<Shown[]> => {
    if (!response.ok) return [];
    const { reply } = await response.json();
    return [{ text: plainText(reply), choices: reply.choices }];
  };
  const deliver = async (times: number): Promise<Shown[]> => {
    const answers = await Promise.all(Array.from({ length: times }, () => send(last)));
    return (await Promise.all(answers.map(shown))).flat();
  };
  const tell = (said: { text: string } | { choice: string }, times = 1): Promise<Shown[]> => {
    last = { id: randomUUID(), lang: 'fr', ...said };
    return deliver(times);
  };
  return {
    channel: 'web',
    say: (text, times) => tell({ text }, times),
    press: ({ id }: Choice) => tell({ choice: id }),
    redeliver: () => deliver(1),
    restart: async () => {
      await stopListening(server, 0);
      server = await start();
    },
    stop: () => stopListening(server, 0),
  };
}

contract('web', openWeb);
