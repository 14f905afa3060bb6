import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
  TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import type { TeamsMessage } from '../../render/teams/shapes.ts';
import type { Clock, SendOutcome } from '../../types.ts';
import type { TeamsAddress } from './address.ts';
import { createConnections } from './connection.ts';
import type { Activity as Received } from './incoming.ts';
import type { Once } from './once.ts';
import { outcomeOf } from './outcome.ts';
import type { TeamsSettings } from './settings.ts';
import { createToken, type Token } from './token.ts';

/** Posts one message, or the typing sign, where an activity came from; one request, whatever comes of it. */
export type Post = (message: TeamsMessage | 'typing') => Promise<SendOutcome>;

/** The caller is none that may call, or could not be verified just now. */
export type Refused = 'unauthorized' | 'unavailable';

export type Sdk = {
  /** Verifies who calls, then runs `work`. */
  receive: (authorization: string, activity: Received, work: (post: Post) => Promise<Once>) => Promise<Once | Refused>;
  /** Posts where no activity came from. */
  send: (address: TeamsAddress, message: TeamsMessage) => Promise<SendOutcome>;
  close: () => void;
};

/** What of the SDK's connector is used here, its pipeline of HTTP policies included, which its types hide. */
type Connector = {
  conversations: {
    sendToConversation: (id: string, activity: Partial<Activity>) => Promise<unknown>;
    replyToActivity: (id: string, to: string, activity: Partial<Activity>) => Promise<unknown>;
  };
};
type PipelineRequest = { url: string; timeout: number; agent?: unknown };
type Policy = { name: string; sendRequest?: (request: PipelineRequest, next: (request: PipelineRequest) => unknown) => unknown };
type Pipeline = { removePolicy: (policy: Policy) => Policy[]; addPolicy: (policy: Policy, at: { afterPhase: 'Sign' }) => void };

/** The SDK's own client, of which these tests make sure that it is still built as it was. */
const isPipeline = (it: unknown): boolean => typeof it === 'object' && it !== null && 'removePolicy' in it && 'addPolicy' in it;
const hidden = z.object({ pipeline: z.custom<Pipeline>(isPipeline) });

/** Policies that send a request more than once. */
const REPEATING = ['defaultRetryPolicy', 'redirectPolicy'];

/** The Bot Framework SDK: verifies what comes in, signs and sends what goes out. The only file that names it. */
export function openSdk(settings: TeamsSettings, clock: Clock): Sdk {
  const { appId, timeoutMs } = settings;
  const connections = createConnections(timeoutMs / 2);
  const token = tokenOf(settings, clock);
  const authentication = authenticationOf(settings, token);
  const adapter = new CloudAdapter(authentication);
  adapter.onTurnError = async (_context, error) => {
    throw error;
  };

  /** One request at most: nothing on the way repeats it, and what is learnt of its fate is said. */
  async function post(context: TurnContext, outgoing: Partial<Activity>, answers: boolean): Promise<SendOutcome> {
    const connector: Connector = context.turnState.get(adapter.ConnectorClientKey);
    const { activityId, ...reference } = TurnContext.getConversationReference(context.activity);
    // Where nothing came in, the SDK invents an activity: that one nobody can reply to.
    const to = answers ? { ...reference, activityId } : reference;
    const activity = TurnContext.applyConversationReference(outgoing, to);
    const id = activity.conversation?.id ?? '';
    let left = false;
    onceOnly(connector, (request) => {
      left = true;
      request.timeout = timeoutMs;
      request.agent = connections.agentFor(request.url);
    });
    try {
      if (activity.replyToId) await connector.conversations.replyToActivity(id, activity.replyToId, activity);
      else await connector.conversations.sendToConversation(id, activity);
      return { outcome: 'sent' };
    } catch (error) {
      if (statusOf(error) === 401) token?.forget();
      return outcomeOf(error, left, clock());
    }
  }

  return {
    receive: async (authorization, received, work) => {
      const activity = received as unknown as Activity;
      const verified = await authentication.authenticateRequest(activity, authorization).catch(whyRefused);
      if (typeof verified === 'string') return verified;
      let done: Once = 'again';
      await adapter.processActivityDirect(verified, activity, async (context) => {
        done = await work((message) =>
          post(context, message === 'typing' ? { type: ActivityTypes.Typing } : toActivity(message), true),
        );
      });
      return done;
    },
    send: async (address, message) => {
      let outcome: SendOutcome | undefined;
      await adapter.continueConversationAsync(appId ?? '', referenceOf(address), async (context) => {
        outcome = await post(context, toActivity(message), false);
      });
      return outcome ?? { outcome: 'ambiguous', why: 'the SDK did not run the turn' };
    },
    close: connections.close,
  };
}

/** The bot's own tokens; a managed identity gets them from the machine, and without an app id there are none. */
function tokenOf({ appId, password, tokenUrl, scope, timeoutMs }: TeamsSettings, clock: Clock): Token | undefined {
  if (appId === undefined || password === undefined) return undefined;
  return createToken({ url: tokenUrl, clientId: appId, secret: password, scope: `${scope}/.default`, timeoutMs, clock });
}

function authenticationOf(settings: TeamsSettings, token: Token | undefined): ConfigurationBotFrameworkAuthentication {
  const { appId, tenantId, openIdUrl, issuer, scope } = settings;
  return new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenantId ?? 'botframework.com'}`,
      ToChannelFromBotOAuthScope: scope,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: scope,
      ToBotFromChannelOpenIdMetadataUrl: openIdUrl,
      // Tokens of the emulator and of other bots are signed elsewhere: with these keys they find no way in.
      ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl,
    },
    appId !== undefined && token === undefined
      ? new ConfigurationServiceClientCredentialFactory({
          MicrosoftAppId: appId,
          MicrosoftAppType: 'UserAssignedMsi',
          MicrosoftAppTenantId: tenantId,
        })
      : {
          isValidAppId: async (id: string) => id === appId,
          isAuthenticationDisabled: async () => appId === undefined,
          createCredentials: async () => ({
            signRequest: async (request) => {
              if (token) request.headers.set('Authorization', `Bearer ${await token.get()}`);
              return request;
            },
          }),
        },
  );
}

const statusOf = (error: unknown): unknown => (error instanceof Error && 'statusCode' in error ? error.statusCode : undefined);

/** A token that is no good, or keys that could not be had. */
function whyRefused(error: unknown): Refused {
  const noKeys = statusOf(error) === 500 || (error instanceof Error && error.name === 'FetchError');
  return noKeys ? 'unavailable' : 'unauthorized';
}

/** The SDK repeats failed requests (and follows redirects) on its own, and has no option that stops it. */
function onceOnly(connector: Connector, beforeLeaving: (request: PipelineRequest) => void): void {
  const { pipeline } = hidden.parse(Reflect.get(connector, 'client'));
  for (const name of REPEATING) pipeline.removePolicy({ name });
  pipeline.removePolicy({ name: 'pixOnce' });
  const sendRequest: Policy['sendRequest'] = (request, next) => {
    beforeLeaving(request);
    return next(request);
  };
  pipeline.addPolicy({ name: 'pixOnce', sendRequest }, { afterPhase: 'Sign' });
}

const toActivity = ({ card, summary }: TeamsMessage): Partial<Activity> => ({
  type: ActivityTypes.Message,
  summary,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

function referenceOf({ serviceUrl, channelId, bot, conversation }: TeamsAddress): Partial<ConversationReference> {
  const { id, conversationType = 'personal', tenantId } = conversation;
  return {
    serviceUrl,
    channelId,
    bot: { id: bot, name: '' },
    conversation: { id, conversationType, tenantId, isGroup: conversationType !== 'personal', name: '' },
  };
}
