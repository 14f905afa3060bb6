import { type Event, envelope, form, signed } from './events.ts';

type Post = { headers?: Record<string, string>; retry?: number };

/** Slack's requests to the app at `url`; each must be acknowledged in 3 s, and is given up then, as Slack does. */
export const slackAt = (url: string) => {
  const post = (body: string, type: string, { headers = signed(body), retry }: Post = {}) =>
    fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': type,
        ...headers,
        ...(retry ? { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': 'http_timeout' } : {}),
      },
      body,
      signal: AbortSignal.timeout(3_000),
    });
  return {
    raw: post,
    event: (event: Event, more?: Post) => post(JSON.stringify(envelope(event)), 'application/json', more),
    interact: (payload: Event, more?: Post) =>
      post(form({ payload: JSON.stringify(payload) }), 'application/x-www-form-urlencoded', more),
    command: (fields: Record<string, string>, more?: Post) => post(form(fields), 'application/x-www-form-urlencoded', more),
  };
};
