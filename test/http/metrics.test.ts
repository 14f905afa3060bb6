import type { Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { listen, portOf, stopListening } from '../../src/http/listen.ts';
import { createMetrics, metricsPage } from '../../src/metrics.ts';
import type { Message, Reply } from '../../src/types.ts';

const message: Message = {
  id: 'id-1',
  channel: 'web',
  person: 'someone',
  conversation: 'c',
  private: true,
  text: 'mot secret',
  at: 0,
};
const reply: Reply = {
  kind: 'answer',
  intents: ['exam.where', 'exam.when'],
  confidence: 1,
  lang: 'fr',
  blocks: [],
  choices: [],
  version: '',
};
let server: Server | undefined;

afterEach(async () => {
  if (server) await stopListening(server, 0);
});

it('counts replies by channel, kind and intent, without text or ids', async () => {
  const metrics = createMetrics({ system: false });
  const turn = metrics.count(async () => reply);
  expect(await turn(message)).toBe(reply);
  await turn(message);
  metrics.request('/api/chat', 200);
  const text = await metrics.text();
  expect(text).toContain('pix_turns_total{channel="web",kind="answer"} 2');
  expect(text).toContain('pix_intents_total{channel="web",kind="answer",intent="exam.when"} 2');
  expect(text).toContain('pix_turn_seconds_count{channel="web"} 2');
  expect(text).toContain('pix_http_requests_total{route="/api/chat",status="200"} 1');
  expect(text).not.toMatch(/secret|someone|id-1/);
});

it('serves them at /metrics only', async () => {
  server = await listen(metricsPage(createMetrics()), '127.0.0.1', 0);
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const page = await fetch(`${origin}/metrics`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect(await page.text()).toContain('process_resident_memory_bytes');
  expect((await fetch(`${origin}/`)).status).toBe(404);
  expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(404);
});
