import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DomainError } from '../server/platform/errors.ts';
import { programFile, programFolder } from '../server/platform/program.ts';
import type { Command } from '../server/platform/start/command.ts';
import { reasonOf, unusableFile } from '../server/platform/state/state-file.ts';

/** Where a command says what it found, and where it complains: one line each time. */
export interface Terminal {
  print(line: string): void;
  complain(line: string): void;
}

const commandsFolder = join(import.meta.dirname, 'commands');

/**
 * Runs `vanban <words>` and gives its exit code: `stats share` is the file `commands/stats-share`, `verify` is `commands/verify`; `help` and
 * `--help` only tell how. A refusal is one sentence, or with `--json` one object. Leaves nothing open that would keep the process alive.
 */
export async function runCommand(given: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await carryOut(withEnvironment(given), terminal);
  } catch (error) {
    return await refuse(error, { asJson: given.includes('--json'), terminal });
  }
}

async function carryOut(given: readonly string[], terminal: Terminal): Promise<number> {
  const names = await commandNames();
  const words = given.filter((word, place) => !['--help', '-h'].includes(word) && !(place === 0 && word === 'help'));
  const isAsked = words.length < given.length;
  const name = [words.slice(0, 2).join('-'), words[0]].find((candidate) => names.includes(candidate ?? ''));
  if (name === undefined) return await help(names, words[0], { isWanted: isAsked || words.length === 0, terminal });
  const command = await load(name);
  if (isAsked) {
    for (const line of usageOf(name, command)) terminal.print(line);
    return 0;
  }
  try {
    return await command.run(words.slice(name === words[0] ? 1 : 2), {
      config: async () => {
        const { parseConfig } = await import('../server/platform/state/config.ts');
        return parseConfig(process.env, process.cwd(), programFolder);
      },
      print: (line) => terminal.print(line),
    });
  } catch (error) {
    // What was misspelt is best told by how it is spelt.
    const isMisspelt = error instanceof DomainError && error.kind === 'malformed';
    const usage = isMisspelt ? usageOf(name, command) : [];
    return await refuse(error, { asJson: words.includes('--json'), usage, terminal });
  }
}

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
async function help(
  names: readonly string[],
  asked: string | undefined,
  { isWanted, terminal }: { readonly isWanted: boolean; readonly terminal: Terminal },
): Promise<number> {
  const say = (line: string) => (isWanted ? terminal.print(line) : terminal.complain(line));
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

interface Refusal {
  readonly asJson: boolean;
  /** What stands below the sentence, for people. */
  readonly usage?: readonly string[];
  readonly terminal: Terminal;
}

/** Says why, and gives the exit code of a failure. What explains one knows the database: it is loaded when it is needed. */
async function refuse(error: unknown, { asJson, usage = [], terminal }: Refusal): Promise<number> {
  const { explainFailure } = await import('../server/platform/start/explain-failure.ts');
  const failure = explainFailure(error);
  const code = failure instanceof DomainError ? failure.code : 'start-up-failure';
  if (asJson) terminal.print(JSON.stringify({ error: { code, detail: failure.message } }));
  else for (const line of [`✗ ${failure.message}`, ...usage]) terminal.complain(line);
  return 1;
}
