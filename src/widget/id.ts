/** An unguessable message id. `randomUUID` exists on secure pages only; the widget may stand on a plain one too. */
export function newId(crypto: Crypto): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
