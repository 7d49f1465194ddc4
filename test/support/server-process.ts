import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A real server in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** What of it is on standard output. */
  stdout(): string;
  /** Waits until the pattern is printed, and gives its first group; fails with the output when the process ends first. */
  said(pattern: RegExp): Promise<string>;
  /** Waits until the server is ready, and gives its address. */
  ready(): Promise<string>;
  /** Waits for the end, and gives the exit code. */
  ended(): Promise<number | null>;
}

/** The build of these sources, where a whole run has made one (`scripts/test.mjs`). */
const build = process.env.VANBAN_BUILD;
const fromSources = [process.execPath, '--import', './server/platform/typescript.mjs', 'server/main.ts'];
const directly = build ? [process.execPath, join(build, 'server', 'main.js')] : fromSources;
const toolsOf = (command: readonly string[]): Record<string, string> =>
  build && command === directly ? { TOOLS_DIR: join(root, 'storage', 'tools', 'mongod') } : {};

/** Starts `server/main.ts`, or another command, with exactly these variables; the caller waits for its end. */
export function startServer(environment: Record<string, string>, command: readonly string[] = directly): ServerProcess {
  const { PATH = '', HOME = '' } = process.env;
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH, HOME, ...toolsOf(command), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, stdout] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const listener of heard) listener();
    });
  }
  const end = once(child, 'close');
  const said = async (pattern: RegExp): Promise<string> => {
    const found = new Promise<void>((done) => heard.add(() => pattern.test(output) && done()));
    if (!pattern.test(output)) await Promise.race([found, end]);
    const [, part] = pattern.exec(output) ?? [];
    if (part === undefined) throw new Error(`The server ended before it said ${pattern}:\n${output}`);
    return part;
  };
  return {
    child,
    output: () => output,
    stdout: () => stdout,
    said,
    ready: () => said(/\(ready\): (http\S+)/),
    ended: async () => {
      const [code] = await end;
      return code;
    },
  };
}
