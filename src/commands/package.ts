import { packageTeams } from './package/command.ts';
import { main } from './run.ts';

await main(packageTeams);
