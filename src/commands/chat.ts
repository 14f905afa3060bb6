import { chat } from './chat/command.ts';
import { main } from './run.ts';

await main(chat);
