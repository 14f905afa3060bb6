import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP_TOKEN, BOT_TOKEN, dm, envelope, homeOpened, mention, SIGNING_SECRET } from '../adapters/slack/fake/events.ts';
import { buttonsOf, type FakeSlack, slackAt, startSlack, until, wordsOf } from '../adapters/slack/fake.ts';
import { eventually } from './support/browse.ts';
import { dataFolder, serve } from './support/serve.ts';
import { startServer } from './support/server.ts';

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(async () => {
  await slack.stop();
  expect(slack.faults).toEqual([]);
});

const settings = () => ({ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: slack.apiUrl });
const asks = (server: { url: string }) => slackAt(`${server.url}/slack/events`);
const answered = (times: number) => until(`${times} answers`, () => slack.shown.length === times, 20_000);

describe('the built server on Slack', () => {
  it('answers people, remembers what they talk about, and logs nothing of it', async () => {
    const server = await serve(settings());
    await eventually(() => server.said()).toMatch(/^ {2}slack {4}on {3}POST \/slack\/events$/m);
    const ask = asks(server);
    await ask.event(dm('ma note avec 452 pix'));
    await answered(1);
    expect(wordsOf(slack.shown[0]!)).toMatch(/11,5\/20/);
    await ask.event(dm('et avec 10 pix de plus ?'));
    await answered(2);
    expect(wordsOf(slack.shown[1]!)).toContain('462');
    await ask.interact(slack.press(slack.shown[1]!, buttonsOf(slack.shown[1]!)[0]!));
    await answered(3);
    await ask.event(mention('what grade does 452 pix give?'));
    await answered(4);
    expect(buttonsOf(slack.shown[3]!)[0]).toMatchObject({ text: { text: 'Go on in private' } });
    await ask.event(homeOpened());
    await until('a home tab', () => slack.views.size === 1, 20_000);
    expect(wordsOf(slack.views.get('U0ANNE')!)).toContain('Les prochaines dates');
    expect(await server.stop()).toBe(0);
    expect(server.said()).toContain('"/slack/events"');
    expect(server.said()).not.toMatch(/452|U0ANNE|D0ANNE|xoxb|anne/i);
  });

  it('as two processes on one data folder answers each message once', async () => {
    const data = dataFolder();
    const [one, two] = [asks(await serve(settings(), data)), asks(await serve(settings(), data))];
    const events = Array.from({ length: 20 }, () => dm(`où a lieu l’examen ? ${randomUUID()}`));
    await Promise.all(events.flatMap((event) => [one.event(event), two.event(event), one.event(event, { retry: 1 })]));
    await answered(20);
    await new Promise((done) => setTimeout(done, 300));
    expect(slack.shown).toHaveLength(20);
  });

  it('speaks Socket Mode', async () => {
    const { SLACK_BOT_TOKEN, SLACK_API_URL } = settings();
    const server = await serve({ SLACK_BOT_TOKEN, SLACK_API_URL, SLACK_APP_TOKEN: APP_TOKEN });
    await eventually(() => server.said()).toMatch(/^ {2}slack {4}on {3}Socket Mode$/m);
    await slack.socket.connected();
    await slack.socket.deliver('events_api', envelope(dm('where is the exam?')));
    await answered(1);
    expect(await server.stop()).toBe(0);
  });

  it('that is not set up is off and says why, and half set up does not start', async () => {
    const server = await serve();
    await eventually(() => server.said()).toMatch(/^ {2}slack {4}off {2}SLACK_BOT_TOKEN is not set$/m);
    expect((await asks(server).event(dm('a'))).status).toBe(404);
    await expect(startServer(dataFolder(), { SLACK_BOT_TOKEN: BOT_TOKEN })).rejects.toThrow(
      /code 1 [\s\S]*^pix: SLACK_SIGNING_SECRET is missing/m,
    );
  });

  it('loads the SDK only when it is on', () => {
    const loaded = new Set(['main.js']);
    for (const name of loaded) {
      const text = readFileSync(`dist/${name}`, 'utf8');
      expect(text, name).not.toMatch(/from ?"@slack/);
      for (const [, chunk] of text.matchAll(/(?:from|^import) ?"\.\/([\w.-]+)"/gm)) loaded.add(chunk!);
    }
    expect(loaded.size).toBeGreaterThan(1);
  });
});
