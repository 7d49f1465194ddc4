import mongoose from 'mongoose';
import { runCommand } from '../../scripts/run-command.ts';

/**
 * A process that runs one command after another, as the helper of `command-line.ts` asks it: loading a command from its sources costs
 * more than carrying it out. It answers only when nothing keeps it alive any more: a command that would not end in a process of its own
 * does not end here either.
 */

/** One command that is asked for; the environment is all that it has. */
export interface CommandRequest {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What it printed, of what it complained, and its exit code. */
export interface CommandReply {
  readonly code: number;
  readonly printed: readonly string[];
  readonly complained: readonly string[];
}

let reply: CommandReply | undefined;

process.on('message', (request: CommandRequest) => {
  // From here on nothing of ours holds the process, so that it ends with the command.
  process.channel?.unref();
  void run(request).then((done) => {
    reply = done;
  });
});
process.on('beforeExit', () => {
  if (reply === undefined || !process.connected) return;
  process.send?.(reply);
  reply = undefined;
  process.channel?.ref();
});

async function run({ words, environment }: CommandRequest): Promise<CommandReply> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  const [printed, complained]: [string[], string[]] = [[], []];
  const code = await runCommand(words, {
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
  });
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.disconnected)
    throw new Error(`${words.slice(0, 2).join(' ')} leaves its database connected`);
  return { code, printed, complained };
}
