import type { Config } from '../../config.ts';

/** How to reach the Bot Framework. Without `appId` neither side is verified: for a client on this machine only. */
export type TeamsSettings = {
  appId?: string;
  tenantId?: string;
  /** A managed identity has none. */
  password?: string;
  /** Where the keys of the Bot Framework are told, and who signs with them. */
  openIdUrl: string;
  issuer: string;
  /** Where the bot's own tokens come from, and what they are for. */
  tokenUrl: string;
  scope: string;
  /** What an App Service or a container of Azure shows to get the token of its managed identity. */
  identityHeader?: string;
  /** A request that is not answered for this long is given up, ms. */
  timeoutMs: number;
  /** A turn that takes longer shows the typing sign, ms. */
  typingAfterMs: number;
};

/** With one more try after a short Retry-After, a turn stays below the 15 s after which Teams delivers again. */
const TIMEOUT_MS = 5_500;
/** Where a virtual machine of Azure asks for the token of its managed identity. */
const MACHINE = 'http://169.254.169.254/metadata/identity/oauth2/token';
/** Below this an answer is there before the sign would be. */
const TYPING_AFTER_MS = 400;

type Given = Pick<
  Config,
  | 'MicrosoftAppId'
  | 'MicrosoftAppPassword'
  | 'MicrosoftAppTenantId'
  | 'MicrosoftAppType'
  | 'TEAMS_LOCAL'
  | 'TEAMS_OPENID_URL'
  | 'TEAMS_ISSUER'
  | 'TEAMS_TOKEN_URL'
  | 'TEAMS_SCOPE'
  | 'IDENTITY_ENDPOINT'
  | 'IDENTITY_HEADER'
>;

/** The settings, undefined where Teams is not set up; the configuration has refused half a setting before. */
export function teamsSettings(config: Given): TeamsSettings | undefined {
  if (config.MicrosoftAppId === undefined && !config.TEAMS_LOCAL) return undefined;
  const isIdentity = config.MicrosoftAppType === 'UserAssignedMSI';
  return {
    appId: config.MicrosoftAppId,
    tenantId: config.MicrosoftAppTenantId,
    password: isIdentity ? undefined : config.MicrosoftAppPassword,
    openIdUrl: config.TEAMS_OPENID_URL,
    issuer: config.TEAMS_ISSUER,
    tokenUrl: config.TEAMS_TOKEN_URL ?? (isIdentity ? (config.IDENTITY_ENDPOINT ?? MACHINE) : loginOf(config)),
    identityHeader: isIdentity ? config.IDENTITY_HEADER : undefined,
    scope: config.TEAMS_SCOPE,
    timeoutMs: TIMEOUT_MS,
    typingAfterMs: TYPING_AFTER_MS,
  };
}

/** An app of several tenants gets its tokens from the Bot Framework's own. */
function loginOf({ MicrosoftAppType, MicrosoftAppTenantId }: Given): string {
  const tenant = MicrosoftAppType === 'MultiTenant' ? 'botframework.com' : MicrosoftAppTenantId;
  return `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;
}
