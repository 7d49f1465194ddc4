import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DomainError } from '../server/platform/errors.ts';
import { programFile, programFolder } from '../server/platform/program.ts';
import type { Command } from '../server/platform/start/command.ts';
import { systemErrorCode } from '../server/platform/start/start-up-failure.ts';
import { reasonOf, unusableFile } from '../server/platform/start/state-file.ts';

const commandsFolder = join(import.meta.dirname, 'commands');

/** Runs `vanban <name> …`: `stats share` is the file `commands/stats-share`, `verify` is `commands/verify`; `help` and `--help` only tell how. */
async function vanban(given: readonly string[]): Promise<number> {
  const names = await commandNames();
  const words = given.filter((word, place) => !['--help', '-h'].includes(word) && !(place === 0 && word === 'help'));
  const isAsked = words.length < given.length;
  const name = [words.slice(0, 2).join('-'), words[0]].find((candidate) => names.includes(candidate ?? ''));
  if (name === undefined) return await help(names, words[0], isAsked || words.length === 0);
  const command = await load(name);
  if (isAsked) {
    for (const line of usageOf(name, command)) console.log(line);
    return 0;
  }
  try {
    return await command.run(words.slice(name === words[0] ? 1 : 2), {
      config: async () => {
        const { parseConfig } = await import('../server/platform/config.ts');
        return parseConfig(process.env, process.cwd(), programFolder);
      },
      print: (line) => console.log(line),
    });
  } catch (error) {
    // What was misspelt is best told by how it is spelt.
    if (error instanceof DomainError && error.kind === 'malformed') usage.push(...usageOf(name, command));
    throw error;
  }
}

/** What stands below a refusal, for people. */
const usage: string[] = [];

function usageOf(name: string, command: Command): string[] {
  return [`  ${name.replace('-', ' ')} ${command.usage}`, `      ${command.summary}`];
}

async function commandNames(): Promise<string[]> {
  const files = await readdir(commandsFolder);
  return files.flatMap((file) => /^([a-z]+(?:-[a-z]+)*)\.[jt]s$/.exec(file)?.[1] ?? []);
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

/** Lists the commands, or those of one word: `user` has `user create` and others. After an unknown one their names are enough. */
async function help(names: readonly string[], asked: string | undefined, isWanted: boolean): Promise<number> {
  const say = isWanted ? console.log : console.error;
  const [all, kin] = [names.toSorted(), names.filter((name) => name.startsWith(`${asked}-`)).toSorted()];
  if (!isWanted) say(`✗ Không có lệnh "${asked}". (There is no such command; help lists them.)`);
  if (!isWanted && kin.length === 0) {
    say(`  ${all.map((name) => name.replace('-', ' ')).join(' · ')}`);
    return 1;
  }
  say('npm run -s vanban -- <lệnh> [--json] [--env-file FILE]');
  for (const name of kin.length > 0 ? kin : all) for (const line of usageOf(name, await load(name))) say(line);
  return isWanted ? 0 : 1;
}

/** A refusal is one sentence, or with `--json` one object. What explains it knows the database: it is loaded when it is needed. */
async function explain(error: unknown, asJson: boolean): Promise<void> {
  const { explainFailure } = await import('../server/platform/start/explain-failure.ts');
  const failure = explainFailure(error);
  const code = failure instanceof DomainError ? failure.code : 'start-up-failure';
  if (asJson) console.log(JSON.stringify({ error: { code, detail: failure.message } }));
  else for (const line of [`✗ ${failure.message}`, ...usage]) console.error(line);
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
