/** What stands in the manifest of the repository for the app and for the server. */
const APP_ID = '00000000-0000-0000-0000-000000000000';
const HOST = 'pix.example.fr';

/** The Teams manifest for one bot and one server. Throws an Error where the manifest has no place for one of them. */
export function manifestFor(manifest: string, appId: string, host: string): string {
  for (const place of [APP_ID, HOST])
    if (!manifest.includes(place)) throw new Error(`manifest.json: "${place}", which this command replaces, is not in it`);
  return manifest.replaceAll(APP_ID, appId).replaceAll(HOST, host);
}
