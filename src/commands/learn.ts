import { learn } from './learn/command.ts';
import { main } from './run.ts';

await main(learn);
