import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';

/** A file that is served from memory, compressed once, with an ETag per encoding. */
export type Asset = { type: string; body: Buffer /** May pages of other sites load it? */; shared: boolean };

/** Serves an asset: an hour from the cache, then asked for again by its ETag. */
export function serveAsset({ type, body, shared }: Asset): RequestHandler {
  const tag = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } };
  const forms: Record<string, Buffer> = {
    br: brotliCompressSync(body, best),
    gzip: gzipSync(body, { level: 9 }),
    identity: body,
  };
  return (request, response) => {
    const encoding = request.acceptsEncodings('br', 'gzip', 'identity') || 'identity';
    response.set({
      'Content-Type': type,
      'Cache-Control': 'public, max-age=3600, must-revalidate',
      ETag: `"${tag}-${encoding}"`,
      Vary: 'Accept-Encoding',
    });
    if (shared) response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' });
    if (encoding !== 'identity') response.set('Content-Encoding', encoding);
    if (request.fresh) response.status(304).end();
    else response.end(request.method === 'HEAD' ? undefined : forms[encoding]);
  };
}
