import { once } from 'node:events';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import express from 'express';

/** A child program: the least that a bot on botbuilder can be. Says its address on stderr, as the assistant does. */
const { MicrosoftAppId = '', TEAMS_OPENID_URL = '', TEAMS_ISSUER = '', BENCH_TOKEN = '' } = process.env;
const credentials = new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId, MicrosoftAppPassword: 'x' });
// The SDK gets its tokens from Microsoft only; this one is as good as one that it kept.
credentials.createCredentials = async () => ({
  signRequest: async (request) => {
    request.headers.set('Authorization', `Bearer ${BENCH_TOKEN}`);
    return request;
  },
});
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: TEAMS_ISSUER,
      ToBotFromChannelTokenIssuer: TEAMS_ISSUER,
      OAuthUrl: TEAMS_ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: TEAMS_OPENID_URL,
      ToBotFromEmulatorOpenIdMetadataUrl: TEAMS_OPENID_URL,
    },
    credentials,
  ),
);
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) =>
  adapter.process(request, response, async (context) => {
    if (context.activity.type === 'message') await context.sendActivity(context.activity.text);
  }),
);
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.stderr.write(`echo: http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/\n`);
