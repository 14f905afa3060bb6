import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';

/** An idle connection is closed before the platform would: a request on one just closed could not be told from a lost one. */
const IDLE_MS = 4_000;

export type Connections = { agentFor: (url: string) => HttpAgent | HttpsAgent; close: () => void };

/** Connections that are kept; one that is not made within `connectMs` fails with ECONNECT: nothing has left then. */
export function createConnections(connectMs: number): Connections {
  const options = { keepAlive: true, timeout: IDLE_MS };
  const [http, https] = [new HttpAgent(options), new HttpsAgent(options)];
  limit(http, 'connect', connectMs);
  limit(https, 'secureConnect', connectMs);
  return {
    agentFor: (url) => (url.startsWith('https:') ? https : http),
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

function limit(agent: HttpAgent, ready: 'connect' | 'secureConnect', connectMs: number): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (...given) => {
    const socket: Duplex | null | undefined = connect(...given);
    if (!socket) return socket;
    const late = Object.assign(new Error('not connected in time'), { code: 'ECONNECT' });
    const timer = setTimeout(() => socket.destroy(late), connectMs);
    for (const event of [ready, 'close']) socket.once(event, () => clearTimeout(timer));
    return socket;
  };
}
