import { check } from './check/command.ts';
import { main } from './run.ts';

await main(check);
