import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DomainError } from '../server/platform/errors.ts';
import { programFile, programFolder } from '../server/platform/program.ts';
import type { Command } from '../server/platform/start/command.ts';
import { systemErrorCode } from '../server/platform/start/start-up-failure.ts';
import { reasonOf, unusableFile } from '../server/platform/start/state-file.ts';

const commandsFolder = join(import.meta.dirname, 'commands');

/** Runs `vanban <name> …`: `stats share` is the file `commands/stats-share`, `verify` is `commands/verify`. */
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
      return parseConfig(process.env, process.cwd(), programFolder);
    },
    print: (line) => console.log(line),
  });
}

async function commandNames(): Promise<string[]> {
  const files = await readdir(commandsFolder);
  return files.flatMap((file) => /^([a-z]+(?:-[a-z]+)?)\.[jt]s$/.exec(file)?.[1] ?? []);
}

async function load(name: string): Promise<Command> {
  const module: { command: Command } = await import(pathToFileURL(programFile(`scripts/commands/${name}`)).href);
  return module.command;
}

/**
 * The words without `--env-file FILE`, which may stand anywhere: the variables of the file count where the environment does not set
 * them, as with systemd's `EnvironmentFile` and a variable set by hand.
 */
function withEnvironment(words: readonly string[]): string[] {
  const place = words.findIndex((word) => /^--env-file(=|$)/.test(word));
  if (place === -1) return [...words];
  const own = words[place]?.includes('=') ? 1 : 2;
  const file = own === 1 ? words[place]?.slice('--env-file='.length) : words[place + 1];
  try {
    process.loadEnvFile(file ?? '');
  } catch (error) {
    const way = { vietnamese: 'kiểm tra tên tệp sau --env-file', english: 'check the name after --env-file' };
    throw unusableFile(file ?? '', reasonOf(error), way, error);
  }
  return withEnvironment([...words.slice(0, place), ...words.slice(place + own)]);
}

/** Lists the commands; asked for by name it is no failure, after an unknown command it is. */
async function help(names: readonly string[], asked: string): Promise<number> {
  const isWanted = ['', 'help', '--help'].includes(asked);
  const say = isWanted ? console.log : console.error;
  if (!isWanted)
    say(`✗ Không có lệnh "${asked}": hãy chọn một lệnh dưới đây. (There is no such command; choose one below.)`);
  say('npm run -s vanban -- <lệnh> [--json] [--env-file FILE]');
  for (const name of [...names].sort()) {
    const { usage, summary } = await load(name);
    say(`  ${name.replace('-', ' ')} ${usage}\n      ${summary}`);
  }
  return isWanted ? 0 : 1;
}

/** A refusal is one sentence, or with `--json` one object. What explains it knows the database: it is loaded when it is needed. */
async function explain(error: unknown, asJson: boolean): Promise<void> {
  const { explainFailure } = await import('../server/platform/start/explain-failure.ts');
  const failure = explainFailure(error);
  const code = failure instanceof DomainError ? failure.code : 'start-up-failure';
  if (asJson) console.log(JSON.stringify({ error: { code, detail: failure.message } }));
  else console.error(`✗ ${failure.message}`);
}

// `vanban verify … | head` closes the pipe early: what can no longer be said is lost, the work goes on to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (systemErrorCode(error) !== 'EPIPE') throw error;
  });
}
const words = process.argv.slice(2);
try {
  process.exitCode = await vanban(withEnvironment(words));
} catch (error) {
  await explain(error, words.includes('--json'));
  process.exitCode = 1;
}
