import { type Activity, CloudAdapter, ConfigurationBotFrameworkAuthentication, TurnContext } from 'botbuilder';
import type { TeamsMessage } from '../../render/teams/shapes.ts';
import type { Clock, SendOutcome } from '../../types.ts';
import type { TeamsAddress } from './address.ts';
import { createConnections } from './connection.ts';
import { keepConnectors, onceOnly } from './connector.ts';
import { ownCredentials } from './credentials.ts';
import type { Activity as Received } from './incoming.ts';
import type { Once } from './once.ts';
import { outcomeOf } from './outcome.ts';
import { referenceOf, TYPING, toActivity } from './outgoing.ts';
import type { TeamsSettings } from './settings.ts';
import { askAsIdentity, askWithSecret, createToken, type Token } from './token.ts';

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

type Authentication = ConfigurationBotFrameworkAuthentication;
type ConnectorFactory = ReturnType<Authentication['createConnectorFactory']>;
type Connector = Awaited<ReturnType<ConnectorFactory['create']>>;

/** The Bot Framework SDK: verifies what comes in, signs and sends what goes out. The only file that names it. */
export function openSdk(settings: TeamsSettings, clock: Clock): Sdk {
  const { appId, timeoutMs } = settings;
  const connections = createConnections(timeoutMs / 2);
  const token = tokenOf(settings, clock);
  const authentication = authenticationOf(settings, token);
  const kept = keepClients(authentication, (connector) =>
    onceOnly(connector, (request) => {
      request.timeout = timeoutMs;
      request.agent = connections.agentFor(request.url);
    }),
  );
  const adapter = new CloudAdapter(authentication);

  /** One request at most: nothing on the way repeats it, and what is learnt of its fate is said. */
  async function post(context: TurnContext, outgoing: Partial<Activity>, answers: boolean): Promise<SendOutcome> {
    const { conversations }: Connector = context.turnState.get(adapter.ConnectorClientKey);
    const { activityId, ...reference } = TurnContext.getConversationReference(context.activity);
    // Where nothing came in, the SDK invents an activity: that one nobody can reply to.
    const to = answers ? { ...reference, activityId } : reference;
    const activity = TurnContext.applyConversationReference(outgoing, to);
    const id = activity.conversation?.id ?? '';
    try {
      if (activity.replyToId) await conversations.replyToActivity(id, activity.replyToId, activity);
      else await conversations.sendToConversation(id, activity);
      return { outcome: 'sent' };
    } catch (error) {
      if (statusOf(error) === 401) token?.forget();
      return outcomeOf(error, clock());
    }
  }

  return {
    receive: async (authorization, received, work) => {
      const activity = received as unknown as Activity;
      const verified = await authentication.authenticateRequest(activity, authorization).catch(whyRefused);
      if (typeof verified === 'string') return verified;
      // A token that never ends is none: the SDK looks at an end only where there is one.
      if (appId !== undefined && !verified.claimsIdentity.getClaimValue('exp')) return 'unauthorized';
      let done: Once = 'again';
      const connectorFactory = verified.connectorFactory && kept(verified.connectorFactory);
      await adapter.processActivityDirect({ ...verified, connectorFactory }, activity, async (context) => {
        done = await work((message) => post(context, message === 'typing' ? TYPING : toActivity(message), true));
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

/** The SDK makes its clients anew for each turn: they are made once and kept. */
function keepClients(authentication: Authentication, prepared: (connector: Connector) => Connector) {
  const kept = keepConnectors(prepared);
  const factoryFor = authentication.createConnectorFactory.bind(authentication);
  authentication.createConnectorFactory = (identity) => kept(factoryFor(identity));
  // For signing people in, which this bot does not do.
  const userClientFor = authentication.createUserTokenClient.bind(authentication);
  let userClient: ReturnType<typeof userClientFor> | undefined;
  authentication.createUserTokenClient = (identity) => {
    userClient ??= userClientFor(identity);
    return userClient;
  };
  return kept;
}

/** The bot's own tokens; without an app id there are none. */
function tokenOf(
  { appId, password, tokenUrl, scope, identityHeader, timeoutMs }: TeamsSettings,
  clock: Clock,
): Token | undefined {
  if (appId === undefined) return undefined;
  const asking =
    password === undefined
      ? askAsIdentity(tokenUrl, appId, scope, identityHeader)
      : askWithSecret(tokenUrl, appId, password, `${scope}/.default`);
  return createToken(asking, timeoutMs, clock);
}

function authenticationOf(settings: TeamsSettings, token: Token | undefined): Authentication {
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
    ownCredentials(appId, token),
  );
}

const statusOf = (error: unknown): unknown => (error instanceof Error && 'statusCode' in error ? error.statusCode : undefined);

/** A token that is no good, or keys that could not be had. */
function whyRefused(error: unknown): Refused {
  const noKeys = statusOf(error) === 500 || (error instanceof Error && error.name === 'FetchError');
  return noKeys ? 'unavailable' : 'unauthorized';
}
