import { evaluate } from './eval/command.ts';
import { main } from './run.ts';

await main(evaluate);
