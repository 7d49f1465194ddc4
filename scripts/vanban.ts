import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DomainError } from '../server/platform/errors.ts';
import type { Command } from '../server/platform/start/command.ts';
import { StartUpFailure, systemErrorCode } from '../server/platform/start/start-up-failure.ts';

const sourceFolder = resolve(import.meta.dirname, '..');
const commandsFolder = join(import.meta.dirname, 'commands');

/** Runs `vanban <name> …`: `stats share` is the file `commands/stats-share.ts`, `verify` is `commands/verify.ts`. */
async function vanban(words: readonly string[]): Promise<number> {
  const names = await commandNames();
  const [first = '', second = ''] = words;
  const name = [`${first}-${second}`, first].find((candidate) => names.includes(candidate));
  if (name === undefined) return await help(names, first);
  const command = await load(name);
  const args = words.slice(name.split('-').length);
  return await command.run(args, {
    config: async () => {
      const { parseConfig } = await import('../server/platform/config.ts');
      return parseConfig(process.env, process.cwd(), sourceFolder);
    },
    print: (line) => console.log(line),
  });
}

async function commandNames(): Promise<string[]> {
  const files = await readdir(commandsFolder);
  return files.filter((file) => /^[a-z]+(-[a-z]+)?\.ts$/.test(file)).map((file) => file.slice(0, -'.ts'.length));
}

async function load(name: string): Promise<Command> {
  const module: { command: Command } = await import(pathToFileURL(join(commandsFolder, `${name}.ts`)).href);
  return module.command;
}

/** Lists the commands; asked for by name it is no failure, after an unknown command it is. */
async function help(names: readonly string[], asked: string): Promise<number> {
  const isWanted = ['', 'help', '--help'].includes(asked);
  const say = isWanted ? console.log : console.error;
  if (!isWanted)
    say(`✗ Không có lệnh "${asked}": hãy chọn một lệnh dưới đây. (There is no such command; choose one below.)`);
  say('npm run -s vanban -- <lệnh> [--json]');
  for (const name of [...names].sort()) {
    const { usage, summary } = await load(name);
    say(`  ${name.replace('-', ' ')} ${usage}\n      ${summary}`);
  }
  return isWanted ? 0 : 1;
}

/** A refusal is one sentence, or with `--json` one object; anything else is a fault of ours and shown whole. */
function explain(error: unknown, asJson: boolean): void {
  if (!(error instanceof StartUpFailure || error instanceof DomainError)) {
    console.error(error);
    return;
  }
  const code = error instanceof DomainError ? error.code : 'start-up-failure';
  if (asJson) console.log(JSON.stringify({ error: { code, detail: error.message } }));
  else console.error(`✗ ${error.message}`);
}

// `vanban verify … | head` closes the pipe early: what can no longer be said is lost, the work goes on to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (systemErrorCode(error) !== 'EPIPE') throw error;
  });
}
const words = process.argv.slice(2);
try {
  process.exitCode = await vanban(words);
} catch (error) {
  explain(error, words.includes('--json'));
  process.exitCode = 1;
}
