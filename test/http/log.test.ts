import { expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';

it('writes an error as its name, code and place, because its message may quote a person', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  log.error({ err: Object.assign(new TypeError('mot secret\n  on two lines'), { code: 'E_X' }) }, 'a message failed');
  log.error({ err: 'mot secret' }, 'thrown text');
  log.debug('not at this level');
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('secret');
  expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'a message failed', err: { name: 'TypeError', code: 'E_X' } });
  expect(JSON.parse(lines[0]!).err.at[0]).toContain('log.test.ts');
  expect(JSON.parse(lines[0]!)).not.toHaveProperty('hostname');
});
