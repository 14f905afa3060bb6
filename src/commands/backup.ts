import { backup } from './backup/command.ts';
import { main } from './run.ts';

await main(backup);
