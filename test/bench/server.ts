import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { type Server, startServer } from './child.ts';

/** The built assistant as in production, but for its rate limits, which would refuse a bench; `folder`: a data folder of its own. */
export function startAssistant(folder: string, more: Record<string, string> = {}): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: 'off',
    LOG_LEVEL: 'info',
    RATE_SESSION: 'off',
    RATE_ADDRESS: 'off',
    DATA_DIR: folder,
    ...more,
  };
  // The option that `npm start` gives.
  return startServer(
    ['--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/main.js'],
    env,
    openSync(join(folder, 'log'), 'w'),
  );
}

export function startEcho(folder: string): Promise<Server> {
  return startServer(['dist/bench/echo.js'], { NODE_ENV: 'production' }, openSync(join(folder, 'echo.log'), 'w'));
}
