import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** Slack's side of Socket Mode: connections by ticket, envelopes, and exactly one acknowledgement for each. */
export function socketMode(server: Server, faults: string[]) {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (ack: unknown) => void>();
  const acknowledged = new Set<string>();
  let live: WebSocket | undefined;
  let connected = () => {};
  let count = 0;

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '', 'http://slack').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) return void stream.destroy();
    sockets.handleUpgrade(request, stream, head, (socket) => {
      live = socket;
      socket.on('message', (data) => acknowledge(JSON.parse(String(data))));
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0APP' } }));
      connected();
    });
  });

  function acknowledge({ envelope_id: id, payload }: { envelope_id: string; payload?: unknown }) {
    if (acknowledged.has(id)) faults.push(`socket: ${id} was acknowledged twice`);
    acknowledged.add(id);
    const told = waiting.get(id);
    if (!told) faults.push(`socket: ${id} is no envelope`);
    told?.(payload);
  }

  return {
    /** A ticket for one connection; good for one use. */
    ticket: () => {
      const ticket = `ticket-${++count}`;
      tickets.add(ticket);
      return ticket;
    },
    /** Resolves when the app is connected, now or later. */
    connected: () => (live?.readyState === 1 ? Promise.resolve() : new Promise<void>((done) => (connected = done))),
    /** Sends an envelope; resolves with its acknowledgement, rejects when there is none in 3 s. */
    deliver: (type: 'events_api' | 'interactive' | 'slash_commands', payload: unknown): Promise<unknown> => {
      const id = `envelope-${++count}`;
      return new Promise((done, failed) => {
        const late = setTimeout(() => failed(new Error(`${id} was not acknowledged in 3 s`)), 3_000);
        waiting.set(id, (ack) => {
          clearTimeout(late);
          done(ack);
        });
        live?.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api' }));
      });
    },
    /** Slack moves the connection elsewhere. */
    refresh: () => live?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    /** The connection breaks without a word. */
    cut: () => live?.terminate(),
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
