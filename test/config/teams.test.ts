import { describe, expect, it } from 'vitest';
import { teamsSettings } from '../../src/adapters/teams/settings.ts';
import { ConfigError, readConfig } from '../../src/config.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const WHOLE = { MicrosoftAppId: ID, MicrosoftAppPassword: 'a~secret', MicrosoftAppTenantId: TENANT };

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('the settings of Teams', () => {
  it('are none without an app id', () => {
    expect(teamsSettings(readConfig({}))).toBeUndefined();
  });

  it('of a single tenant, the default, get tokens of that tenant', () => {
    expect(teamsSettings(readConfig(WHOLE))).toMatchObject({
      appId: ID,
      password: 'a~secret',
      tokenUrl: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
      scope: 'https://api.botframework.com',
    });
  });

  it('of several tenants need no tenant', () => {
    const { MicrosoftAppTenantId: _, ...rest } = WHOLE;
    const settings = teamsSettings(readConfig({ ...rest, MicrosoftAppType: 'MultiTenant' }));
    expect(settings?.tokenUrl).toBe('https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token');
  });

  it('of a managed identity need no password', () => {
    const { MicrosoftAppPassword: _, ...rest } = WHOLE;
    const settings = teamsSettings(readConfig({ ...rest, MicrosoftAppType: 'UserAssignedMSI' }));
    expect(settings).toMatchObject({ appId: ID, tenantId: TENANT });
    expect(settings?.password).toBeUndefined();
    expect(settings?.tokenUrl).toBe('http://169.254.169.254/metadata/identity/oauth2/token');
    const azure = { IDENTITY_ENDPOINT: 'http://localhost:42356/msi/token', IDENTITY_HEADER: 'h' };
    expect(teamsSettings(readConfig({ ...rest, ...azure, MicrosoftAppType: 'UserAssignedMSI' }))).toMatchObject({
      tokenUrl: 'http://localhost:42356/msi/token',
      identityHeader: 'h',
    });
  });

  it.each([
    [{ ...WHOLE, MicrosoftAppId: '' }, ['MicrosoftAppId']],
    [{ ...WHOLE, MicrosoftAppPassword: '' }, ['MicrosoftAppPassword']],
    [{ ...WHOLE, MicrosoftAppTenantId: '' }, ['MicrosoftAppTenantId']],
    [{ MicrosoftAppId: ID }, ['MicrosoftAppPassword', 'MicrosoftAppTenantId']],
    [{ MicrosoftAppId: ID, MicrosoftAppType: 'UserAssignedMSI' }, ['MicrosoftAppTenantId']],
    [{ MicrosoftAppId: ID, MicrosoftAppType: 'MultiTenant' }, ['MicrosoftAppPassword']],
  ])('that are half there are refused with what is missing: %j', (environment, missing) => {
    const faults = faultsOf(environment);
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(missing);
    for (const fault of faults) expect(fault).toMatch(/ is missing, .+: give .+/);
  });

  it('never show a secret', () => {
    expect(faultsOf({ ...WHOLE, MicrosoftAppPassword: 'my secret words' }).join()).not.toContain('secret words');
  });

  it.each([
    ['MicrosoftAppId', 'pix'],
    ['MicrosoftAppTenantId', 'unistra.fr'],
    ['MicrosoftAppType', 'Single'],
    ['TEAMS_LOCAL', 'yes'],
    ['TEAMS_OPENID_URL', 'http://login.botframework.com/openid'],
    ['TEAMS_TOKEN_URL', 'login.microsoftonline.com'],
  ])('refuse %s=%s with what to give', (name, value) => {
    expect(faultsOf({ ...WHOLE, [name]: value })[0]).toMatch(new RegExp(`^${name} is .+: give `));
  });
});

describe('TEAMS_LOCAL=1', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('takes unsigned messages on %s', (HOST) => {
    expect(teamsSettings(readConfig({ TEAMS_LOCAL: '1', HOST }))?.appId).toBeUndefined();
    expect(teamsSettings(readConfig({ TEAMS_LOCAL: '1', HOST }))).toBeDefined();
  });

  it.each([
    [{ HOST: '0.0.0.0' }],
    [{ HOST: '::' }],
    [{ HOST: '10.0.0.1' }],
    [{ HOST: 'pix.example.fr' }],
    [{ HOST: '127.0.0.1.example.fr' }],
    [{ PUBLIC_URL: 'https://pix.example.fr' }],
    [{ TRUST_PROXY: '1' }],
    [WHOLE],
  ])('refuses the start with %j', (environment) => {
    expect(faultsOf({ TEAMS_LOCAL: '1', ...environment }).join('\n')).toMatch(/^TEAMS_LOCAL=1 .+(unset|give)/);
  });
});
