import { readdirSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ask } from './support/ask.ts';
import { eventually } from './support/browse.ts';
import { dataFolder, serve } from './support/serve.ts';
import { startServer } from './support/server.ts';

/** Sends a message, but keeps its last byte back. */
async function halfAsk(port: number): Promise<{ finish: () => Promise<string> }> {
  const body = JSON.stringify({ id: 'half-asked', text: 'où a lieu l’examen ?' });
  const head = `POST /api/chat HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const socket: Socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  await new Promise<void>((done) => socket.write(head + body.slice(0, -1), () => done()));
  return {
    finish: async () => {
      socket.write(body.slice(-1));
      await closed;
      return received;
    },
  };
}

const modelsIn = (data: string) =>
  readdirSync(join(data, 'models')).map((name) => ({ name, at: statSync(join(data, 'models', name)).mtimeMs }));

describe('the built server', () => {
  it('told to stop, finishes the turns in hand and takes no new ones', async () => {
    const server = await serve();
    const half = await halfAsk(server.port);
    // Answered after the half one has arrived: that one is in hand.
    await ask(server.url, 'bonjour');
    const stopped = server.stop();
    await eventually(() => server.said()).toContain('"stopping"');
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    expect(await half.finish()).toMatch(/^HTTP\/1\.1 200 [\s\S]*"exam\.where"/);
    expect(await stopped).toBe(0);
  });

  it('told to stop, does not wait for the browsers that listen for reminders', async () => {
    const server = await serve();
    const { session } = await ask(server.url, 'rappelle-moi la date limite du profil au second semestre');
    const stream = await fetch(`${server.url}/api/reminders`, { headers: { 'X-Pix-Session': session } });
    expect(stream.status).toBe(200);
    const heard = stream.text();
    expect(await server.stop()).toBe(0);
    expect(await heard).toBe('\n');
  });

  it('starts without learning again what the first start, or the installation, has learnt', async () => {
    const data = dataFolder();
    const before = modelsIn(data);
    const server = await serve({}, data);
    // Learning would have written a model.
    expect(modelsIn(data)).toEqual(before);
    expect((await ask(server.url, 'c ou lexam')).reply.intents).toEqual(['exam.where']);
  });

  it('remembers a conversation over a restart', async () => {
    const data = dataFolder();
    const first = await serve({}, data);
    const { session } = await ask(first.url, 'ma note avec 452 pix');
    await first.stop();
    const second = await serve({}, data);
    expect((await ask(second.url, 'et avec 10 pix de plus ?', session)).text).toContain('462');
  });

  it('logs nothing of what a person wrote, nor who it was', async () => {
    const server = await serve({ LOG_LEVEL: 'debug' });
    const { session } = await ask(server.url, 'ma note avec 452 pix');
    await ask(server.url, 'je m’appelle Zéphirin Quenouille, zq@etu.unistra.fr', session);
    await fetch(`${server.url}/faq?q=quenouille`);
    await fetch(`${server.url}/quenouille`);
    await server.stop();
    expect(server.said()).toContain('"/api/chat"');
    expect(server.said()).not.toMatch(/quenouille|(?<!\d)452(?!\d)|zq@|e2e-/i);
    expect(server.said()).not.toContain(session);
  });

  it('says in one line why it can not start, and what to do', async () => {
    const { port } = new URL(inject('server'));
    await expect(startServer(dataFolder(), { PORT: port })).rejects.toThrow(/^pix: .*taken: stop the program/m);
    await expect(startServer(dataFolder(), { PORT: 'eighty', RATE_SESSION: 'often' })).rejects.toThrow(
      /code 1 [\s\S]*^pix: PORT is no port[\s\S]*^pix: RATE_SESSION is no rate/m,
    );
  });

  it('counts what it does on a port of its own, without a word of it', async () => {
    const server = await serve({ METRICS_PORT: '0' });
    await ask(server.url, 'c ou lexam');
    await eventually(() => server.said()).toMatch(/metrics\s+on\s+\S+\n/);
    const metrics = await (await fetch(/metrics\s+on\s+(\S+)/.exec(server.said())![1]!)).text();
    expect(metrics).toMatch(/\{[^}]*channel="web"[^}]*intent="exam\.where"[^}]*\} 1/);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  });
});
