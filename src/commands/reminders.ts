import { reminders } from './reminders/command.ts';
import { main } from './run.ts';

await main(reminders);
