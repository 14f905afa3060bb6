import type { Config } from '../config.ts';

/** A host that only this machine reaches. */
export const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

/** What half a setting of Teams lacks, each a whole sentence: it would start, and then answer nobody, or anybody. */
export function faultsOfTeams(config: Config): string[] {
  const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType, TEAMS_LOCAL } = config;
  if (TEAMS_LOCAL) return faultsOfLocal(config);
  const half = 'Teams is half set up';
  if (MicrosoftAppId === undefined)
    return MicrosoftAppPassword !== undefined || MicrosoftAppTenantId !== undefined
      ? [`MicrosoftAppId is missing, ${half}: give the "Application (client) ID" of the bot, or unset the others`]
      : [];
  const faults: string[] = [];
  if (MicrosoftAppPassword === undefined && MicrosoftAppType !== 'UserAssignedMSI')
    faults.push(`MicrosoftAppPassword is missing, ${half}: give the client secret, or MicrosoftAppType=UserAssignedMSI`);
  if (MicrosoftAppTenantId === undefined && MicrosoftAppType !== 'MultiTenant')
    faults.push(`MicrosoftAppTenantId is missing, ${half}: give the "Directory (tenant) ID" (${MicrosoftAppType} needs it)`);
  return faults;
}

/** Unsigned messages are taken only where nobody else can send any. */
function faultsOfLocal({ HOST, PUBLIC_URL, TRUST_PROXY, MicrosoftAppId }: Config): string[] {
  const unsigned = 'TEAMS_LOCAL=1 takes messages that nobody signed';
  const faults: string[] = [];
  if (!LOOPBACK.test(HOST)) faults.push(`${unsigned}, and HOST is ${HOST}: give HOST=127.0.0.1, or unset TEAMS_LOCAL`);
  if (TRUST_PROXY !== false || (PUBLIC_URL !== undefined && !LOOPBACK.test(new URL(PUBLIC_URL).hostname)))
    faults.push(`${unsigned}, and a proxy stands in front: unset PUBLIC_URL and TRUST_PROXY, or TEAMS_LOCAL`);
  if (MicrosoftAppId !== undefined) faults.push(`${unsigned}, and MicrosoftAppId is set: unset one of the two`);
  return faults;
}
