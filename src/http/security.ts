import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const self = ["'self'"];
const none = ["'none'"];

const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: none,
      scriptSrc: self,
      styleSrc: self,
      imgSrc: ["'self'", 'data:'],
      connectSrc: self,
      baseUri: none,
      formAction: self,
      frameAncestors: none,
    },
  },
  xFrameOptions: { action: 'deny' },
});

/** What it sets depends on nothing in a request: it is asked once. */
const HEADERS: [string, string][] = [];
protect(
  {} as IncomingMessage,
  {
    setHeader: (name: string, value: string) => HEADERS.push([name, value]),
    removeHeader: () => {},
  } as unknown as ServerResponse,
  () => {},
);

/** Strict for every answer: scripts, styles and calls of this server only; nobody may frame it. */
export function securityHeaders(response: ServerResponse): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
}
