import { systemErrorCode } from '../server/platform/state/start-up-failure.ts';
import { runCommand } from './run-command.ts';

// `vanban verify … | head` closes the pipe early: what can no longer be said is lost, the work goes on to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (systemErrorCode(error) !== 'EPIPE') throw error;
  });
}
process.exitCode = await runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
});
