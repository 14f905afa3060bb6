import { ask } from './ask/command.ts';
import { main } from './run.ts';

await main(ask);
