import { setTimeout as delay } from 'node:timers/promises';
import { createStore } from '../../src/store.ts';

/** Opens the store at a moment that others were told as well, writes a row, and ends. Arguments: the place as JSON, the moment, a name. */
const [place = '', at = '', name = ''] = process.argv.slice(2);
await delay(Number(at) - Date.now());
const store = await createStore(JSON.parse(place), Date.now);
await store.remember('web', name, name, { intents: [] });
await store.close();
