import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodeArguments } from '../../server/platform/program.ts';
import { atEnd } from './at-end.ts';
import type { CommandReply, CommandRequest } from './command-process.ts';

/** By what Node itself reads as it starts, its clock among it: each has a process of its own. */
const started = new Map<string, ChildProcess>();
let last: Promise<unknown> = Promise.resolve();

/** Runs one command in a process that the whole run shares, after those that were asked for before it. */
export async function inCommandProcess(request: CommandRequest): Promise<CommandReply> {
  const before = last;
  const asked = (async () => {
    await before.catch(() => undefined);
    return await ask(request);
  })();
  last = asked;
  return await asked;
}

async function ask(request: CommandRequest): Promise<CommandReply> {
  const child = commandProcess(request.environment);
  let complaints = '';
  const listen = (text: Buffer) => {
    complaints += text.toString();
  };
  child.stderr?.on('data', listen);
  const done = new AbortController();
  const answered = once(child, 'message', done).then(([reply]): CommandReply => reply);
  const ended = once(child, 'close', done).then(([code]) => {
    throw new Error(`"${request.words.join(' ')}" ended its process with ${code}: ${complaints}`);
  });
  child.send(request);
  try {
    return await Promise.race([answered, ended]);
  } finally {
    done.abort();
    child.stderr?.off('data', listen);
  }
}

/** The process, or a new one when a command has ended the last. */
function commandProcess({ NODE_OPTIONS = '', CLOCK_START = '' }: CommandRequest['environment']): ChildProcess {
  const key = `${NODE_OPTIONS} ${CLOCK_START}`;
  const running = started.get(key);
  if (running?.connected) return running;
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(join(import.meta.dirname, 'command-process.ts'), [], {
    execArgv: [...nodeArguments],
    env: { PATH, HOME, NODE_ENV: 'test', NODE_OPTIONS, CLOCK_START },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.disconnect();
    await once(child, 'exit');
  });
  started.set(key, child);
  return child;
}
