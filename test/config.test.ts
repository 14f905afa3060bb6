import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, placeOf, readConfig, VARIABLES } from '../src/config.ts';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      HOST: '127.0.0.1',
      PORT: 3978,
      PUBLIC_URL: undefined,
      TRUST_PROXY: false,
      DATA_DIR: './data',
      STORE_URL: undefined,
      CONTENT_DIR: './content',
      INTENTS_DIR: './intents',
      ALLOWED_ORIGINS: [],
      METRICS_HOST: '127.0.0.1',
      METRICS_PORT: 9464,
      LOG_LEVEL: 'info',
      RATE_SESSION: [
        { count: 20, seconds: 10 },
        { count: 200, seconds: 3600 },
      ],
      RATE_ADDRESS: [{ count: 600, seconds: 10 }],
      SLACK_API_URL: 'https://slack.com/api/',
      MicrosoftAppType: 'SingleTenant',
      TEAMS_LOCAL: false,
      TEAMS_OPENID_URL: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      TEAMS_ISSUER: 'https://api.botframework.com',
      TEAMS_SCOPE: 'https://api.botframework.com',
      REMINDER_RATE_TEAMS: [{ count: 20, seconds: 1 }],
      REMINDER_RATE_SLACK: [],
      REMINDER_RATE_CONVERSATION: [{ count: 1, seconds: 1 }],
    });
  });

  it('is documented whole in .env.example, with the defaults', () => {
    const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')) as Record<string, string>;
    expect(Object.keys(example).toSorted()).toEqual([...VARIABLES].toSorted());
    expect(readConfig(example)).toEqual(readConfig({}));
  });

  it('takes what is given, and leaves other variables alone', () => {
    const config = readConfig({
      PORT: ' 8080 ',
      PUBLIC_URL: 'https://pix.example.fr/',
      ALLOWED_ORIGINS: 'https://www.example.fr, https://moodle.example.fr:8443/',
      METRICS_PORT: 'off',
      RATE_SESSION: '5/1min',
      RATE_ADDRESS: 'off',
      PIX_UNKNOWN: 'x',
      PATH: '/bin',
    });
    expect(config).toMatchObject({
      PORT: 8080,
      PUBLIC_URL: 'https://pix.example.fr',
      ALLOWED_ORIGINS: ['https://www.example.fr', 'https://moodle.example.fr:8443'],
      METRICS_PORT: undefined,
      RATE_SESSION: [{ count: 5, seconds: 60 }],
      RATE_ADDRESS: [],
    });
    expect(config).not.toHaveProperty('PIX_UNKNOWN');
    expect(readConfig({ ALLOWED_ORIGINS: '*' }).ALLOWED_ORIGINS).toBe('*');
  });

  it.each([
    ['false', false],
    ['1', 1],
    ['loopback, 10.0.0.0/8', ['loopback', '10.0.0.0/8']],
    ['fd00::/8', ['fd00::/8']],
  ])('trusts the proxies "%s"', (value, meant) => {
    expect(readConfig({ TRUST_PROXY: value }).TRUST_PROXY).toEqual(meant);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['METRICS_PORT', 'none'],
    ['HOST', 'http://localhost'],
    ['PUBLIC_URL', 'pix.example.fr'],
    ['PUBLIC_URL', 'https://pix.example.fr/chat'],
    ['PUBLIC_URL', 'ftp://pix.example.fr'],
    ['STORE_URL', 'mysql://pix:secret@localhost/pix'],
    ['STORE_URL', 'localhost:5432'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'nginx'],
    ['TRUST_PROXY', '300.1.1.1'],
    ['TRUST_PROXY', '10.0.0.0/40'],
    ['ALLOWED_ORIGINS', 'https://a.fr, www.b.fr'],
    ['LOG_LEVEL', 'loud'],
    ['RATE_SESSION', '20'],
    ['RATE_SESSION', '0/10s'],
    ['RATE_ADDRESS', '600 per minute'],
    ['SLACK_BOT_TOKEN', 'xapp-1-A1-1-abc'],
    ['SLACK_SIGNING_SECRET', 'two words'],
    ['SLACK_APP_TOKEN', 'xoxb-1-2-abc'],
    ['SLACK_API_URL', 'slack.com'],
  ])('refuses %s=%s with its name and what to do', (name, value) => {
    const [fault] = faultsOf({ [name]: value });
    expect(fault).toMatch(new RegExp(`^${name} .+: .*(give|shorten|would believe)`));
  });

  it('keeps the data in a file, or in the PostgreSQL that is named', () => {
    expect(placeOf(readConfig({ DATA_DIR: '/var/pix' }))).toEqual({ sqlite: '/var/pix/pix.sqlite' });
    const url = 'postgres://pix:p%40ss@db.example.fr/pix';
    expect(placeOf(readConfig({ STORE_URL: url }))).toEqual({ url });
  });

  it('does not say a password again', () => {
    for (const STORE_URL of ['mysql://pix:secret@localhost/pix', 'postgres://pix:secret@local host/pix'])
      expect(faultsOf({ STORE_URL }).join()).not.toContain('secret');
    expect(faultsOf({ STORE_URL: 'postgres://pix:secret@local host/pix' })).toHaveLength(1);
  });

  it('names every fault at once', () => {
    const faults = faultsOf({ PORT: 'x', LOG_LEVEL: 'y', TRUST_PROXY: 'true' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'TRUST_PROXY', 'LOG_LEVEL']);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET is missing'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN is missing'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing'],
  ])('refuses half a Slack (%o) and names what is missing', (environment, missing) => {
    expect(faultsOf(environment)).toEqual([expect.stringContaining(missing)]);
  });

  it('takes a whole Slack, by HTTP or by Socket Mode, or none', () => {
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' })).toEqual([]);
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
    expect(faultsOf({ SLACK_API_URL: 'http://127.0.0.1:9/api' })).toEqual([]);
  });
});
