import type { Config } from '../../config.ts';

/** How to reach Slack; at least one of `signingSecret` (HTTP) and `appToken` (Socket Mode) is set. */
export type SlackSettings = {
  botToken: string;
  signingSecret?: string;
  appToken?: string;
  /** The Web API, ends with a slash. */
  apiUrl: string;
  /** A request that Slack does not answer for this long is given up: longer than fetch waits for a connection. */
  timeoutMs: number;
};

const TIMEOUT_MS = 15_000;

type Given = Pick<Config, 'SLACK_BOT_TOKEN' | 'SLACK_SIGNING_SECRET' | 'SLACK_APP_TOKEN' | 'SLACK_API_URL'>;

/** The settings, undefined where Slack is not set up; the configuration has refused half a setting before. */
export function slackSettings(config: Given, timeoutMs = TIMEOUT_MS): SlackSettings | undefined {
  if (config.SLACK_BOT_TOKEN === undefined) return undefined;
  return {
    botToken: config.SLACK_BOT_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    appToken: config.SLACK_APP_TOKEN,
    apiUrl: config.SLACK_API_URL.replace(/\/*$/, '/'),
    timeoutMs,
  };
}
