import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { expectProblem, failures, heard, post, serve } from './harness.ts';

describe('a body', () => {
  const id = 'message-1';
  const refused: [string, unknown, number, string][] = [
    ['that is broken', '{"id": "message-1", "text": ', 400, 'json'],
    ['that is empty', '', 400, 'json'],
    ['in another encoding', Buffer.from('{"id":"message-1","text":"\xe9"}', 'latin1'), 400, 'json'],
    ['that is no object', '[1]', 400, 'invalid'],
    ['that is null', 'null', 400, 'invalid'],
    ['without an id', { text: 'a' }, 400, 'invalid'],
    ['with a number as id', { id: 12345678, text: 'a' }, 400, 'invalid'],
    ['with a short id', { id: 'short', text: 'a' }, 400, 'invalid'],
    ['with a long id', { id: 'x'.repeat(65), text: 'a' }, 400, 'invalid'],
    ['with an id of other signs', { id: 'message 1', text: 'a' }, 400, 'invalid'],
    ['without text or choice', { id }, 400, 'invalid'],
    ['with text and choice', { id, text: 'a', choice: 'exam.when' }, 400, 'invalid'],
    ['with an empty text', { id, text: '' }, 400, 'invalid'],
    ['with white space only', { id, text: ' \n\t ' }, 400, 'invalid'],
    ['with a list as text', { id, text: ['a'] }, 400, 'invalid'],
    ['with null as text', { id, text: null }, 400, 'invalid'],
    ['with an object as text', { id, text: { toString: 'a' } }, 400, 'invalid'],
    ['with a strange choice', { id, choice: '<script>' }, 400, 'invalid'],
    ['with a strange language', { id, text: 'a', lang: '../fr' }, 400, 'invalid'],
    ['with another field', { id, text: 'a', person: 'admin' }, 400, 'invalid'],
    ['with a prototype', '{"id":"message-1","text":"a","__proto__":{"admin":true}}', 400, 'invalid'],
    ['with a text too long', { id, text: 'é'.repeat(2_001) }, 413, 'too-long'],
    ['that is too large', { id, text: 'x'.repeat(100_000) }, 413, 'too-large'],
  ];

  it.each(refused)('%s is refused', async (_name, body, status, code) => {
    const { api } = await serve();
    const error = await expectProblem(await post(api, body), status, code);
    if (code === 'too-long') expect(error.limit).toBe(2_000);
    if (code === 'too-large') expect(error.limit).toBe(16_384);
    if (code === 'invalid') expect(error.issues).not.toHaveLength(0);
    expect(heard).toHaveLength(0);
    expect(failures).toEqual([]);
  });

  it('names the field at fault and does not repeat what it held', async () => {
    const { api } = await serve();
    const error = await expectProblem(await post(api, { id, text: 'a', lang: 'MOTSECRET!' }), 400, 'invalid');
    expect(error.issues).toEqual([{ code: 'invalid_format', path: 'lang', message: 'must be a language tag such as "fr"' }]);
    expect(JSON.stringify(error)).not.toContain('MOTSECRET');
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/json; charset=utf-16'], ['application/jsonp']])(
    'of the type %s is refused',
    async (type) => {
      const { api } = await serve();
      await expectProblem(await post(api, { id, text: 'a' }, { headers: { 'Content-Type': type } }), 415, 'media-type');
    },
  );

  it('that is compressed is refused', async () => {
    const { api } = await serve();
    await expectProblem(await post(api, { id, text: 'a' }, { headers: { 'Content-Encoding': 'gzip' } }), 415, 'media-type');
  });

  it('of unknown length is refused as soon as it is too large', async () => {
    const { api } = await serve();
    const status = await new Promise<number | undefined>((done, failed) => {
      const call = httpRequest(api, { method: 'POST', headers: { 'Content-Type': 'application/json' } }, (response) => {
        response.resume();
        response.on('end', () => done(response.statusCode));
      });
      call.on('error', failed);
      for (let i = 0; i < 20; i++) call.write('x'.repeat(1_000));
      call.end();
    });
    expect(status).toBe(413);
  });

  it('that never ends is dropped with its client', async () => {
    const { api } = await serve();
    await new Promise<void>((done) => {
      const call = httpRequest(api, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Content-Length': '500' } });
      call.on('error', () => done());
      call.write('{"id":', () => call.destroy());
      call.on('close', () => done());
    });
    expect((await post(api, { id, text: 'still there?' })).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it('of any text reaches the bot as it is', async () => {
    const { api } = await serve();
    const texts = [
      '😀',
      'Где экзамен?',
      'امتحان',
      '<script>alert(1)</script>',
      '**gras** [x](javascript:1)',
      '\u0000',
      '\ud800',
      'x'.repeat(2_000),
    ];
    for (const [i, text] of texts.entries()) expect((await post(api, { id: `message-${i}`, text })).status).toBe(200);
    expect(heard.map(({ text }) => text)).toEqual(texts);
  });

  it('of random bytes gets a 4xx each time', async () => {
    const { api } = await serve();
    let seed = 42;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const whole = Buffer.from(JSON.stringify({ id, text: 'bonjour', lang: 'fr' }));
    for (let i = 0; i < 150; i++) {
      const bytes = Buffer.from(whole);
      for (let k = 0; k < 3; k++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const response = await post(api, bytes.subarray(0, Math.ceil(random() * bytes.length)));
      expect([200, 400]).toContain(response.status);
    }
    expect(failures).toEqual([]);
  });
});
