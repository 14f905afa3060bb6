import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';
import { createReadiness } from '../src/readiness.ts';
import { createStoreTrouble } from '../src/trouble.ts';

const full = Object.assign(new Error('what somebody wrote'), { code: 'SQLITE_FULL' });

describe('readiness', () => {
  it('writes to the store once a second at most, and says why it fails', async () => {
    let now = 0;
    const pings: number[] = [];
    const told: string[] = [];
    const ready = createReadiness({
      store: {
        ping: async () => {
          pings.push(now);
          if (now < 2_000) throw full;
        },
      },
      content: () => ({ version: 'abc' }),
      clock: () => now,
      onStoreError: () => told.push('fails'),
      onStoreWorks: () => told.push('works'),
    });
    const failing = {
      ready: false,
      store: 'failing',
      why: 'the disk is full or fails (SQLITE_FULL)',
      content: { version: 'abc' },
    };
    expect(await Promise.all([ready(), ready()])).toEqual([failing, failing]);
    now = 999;
    expect(await ready()).toEqual(failing);
    now = 2_000;
    expect(await ready()).toEqual({ ready: true, store: 'ok', why: undefined, content: { version: 'abc' } });
    expect(pings).toEqual([0, 2_000]);
    expect(told).toEqual(['fails', 'works']);
  });
});

describe('the trouble of a store', () => {
  it('is logged at once, then once a minute with how often, without its words, and its end too', () => {
    let now = 0;
    const written: string[] = [];
    const trouble = createStoreTrouble(createLog('info', { write: (line) => void written.push(line) }), () => now);
    trouble.works();
    for (now = 0; now < 120_000; now += 1_000) trouble.failed(full);
    trouble.works();
    trouble.works();
    trouble.failed(full);
    const lines = written.map((line) => JSON.parse(line) as { msg: string; failures?: number; why?: string });
    expect(lines.map(({ msg, failures }) => [msg.split(':')[0], failures])).toEqual([
      ['the store fails', 1],
      ['the store fails', 60],
      ['the store works again', undefined],
      ['the store fails', 1],
    ]);
    expect(lines[0]?.why).toBe('the disk is full or fails (SQLITE_FULL)');
    expect(written.join()).not.toContain('somebody');
  });
});
