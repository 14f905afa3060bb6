import { once } from 'node:events';
import { createServer } from 'node:http';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

/** A child program: the least that a bot on Bolt can be. Says its address on stderr, as the assistant does. */
const { SLACK_BOT_TOKEN = '', SLACK_SIGNING_SECRET = '', SLACK_API_URL = '' } = process.env;
const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: SLACK_BOT_TOKEN, botId: 'B0BOT', botUserId: 'U0BOT' }),
  clientOptions: { slackApiUrl: SLACK_API_URL },
  logLevel: LogLevel.ERROR,
});
app.message(async ({ message, say }) => {
  if ('text' in message && message.text) await say(message.text);
});
const server = createServer(receiver.requestListener).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.stderr.write(`echo: http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/\n`);
