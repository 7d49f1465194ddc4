import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { blocksToFollow } from '../../scripts/administrator/blocks.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(root, path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...['administrator', 'keys', 'integrator', 'signing'].map((name) => `docs/${name}.md`),
];
const ofEveryCommand = ['--json', '--help', '--env-file'];

interface Written {
  readonly page: string;
  readonly command: string;
  readonly options: readonly string[];
}

/** Every command of ours in the blocks of a page; a line that ends in a backslash goes on in the next. */
async function commandsOn(page: string): Promise<Written[]> {
  const text = (await read(page)).replaceAll(/\\\n\s*/g, '');
  const blocks = [...text.matchAll(/^ *```[^\n]*\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    [
      ...block.matchAll(
        /(?:^ *|; |&& |[A-Z]=\S+ )(?:npm run -s vanban --|vanban) ([a-z]+(?: [a-z][a-z-]*)?)([^\n#>]*)/gm,
      ),
    ].map(([, command = '', rest = '']) => ({ page, command, options: rest.match(/--[a-z0-9-]+/g) ?? [] })),
  );
}

/** The usage of a command as its file says it. */
async function usageOf(words: string): Promise<string | undefined> {
  const names = await readdir(join(root, 'scripts/commands'));
  const [first = '', second = ''] = words.split(' ');
  const name = [`${first}-${second}.ts`, `${first}.ts`].find((file) => names.includes(file));
  if (name === undefined) return undefined;
  return /usage:([\s\S]*?)summary:/.exec(await read(`scripts/commands/${name}`))?.[1];
}

describe('what administrators are told to type', () => {
  it('are commands we have, with options they take', async () => {
    const written = (await Promise.all(pages.map(commandsOn))).flat();
    expect(written.length).to.be.greaterThan(30);
    for (const { page, command, options } of written.filter(({ command: name }) => name !== 'help')) {
      const usage = await usageOf(command);
      expect(usage, `${page}: vanban ${command}`).to.be.a('string');
      for (const option of options.filter((one) => !ofEveryCommand.includes(one)))
        expect(usage, `${page}: vanban ${command} ${option}`).to.include(option);
    }
  });

  it('is followed word by word by the check: install, database, proxy, processes, keys, backup, restore, log', async () => {
    const under = new Set(blocksToFollow(await read('docs/administrator.md')).map((block) => block.under));
    for (const heading of [
      'Install',
      'The database',
      'The proxy',
      'One process, or several',
      'Backup',
      'Trying a restore',
    ])
      expect([...under]).to.include(heading);
  });

  it('are units that start what is there, as an account of their own, and stop as the server wants to be stopped', async () => {
    const names = (await readdir(join(root, 'docs/deploy'))).filter((name) => name.endsWith('.service'));
    expect(names).to.have.length(4);
    for (const name of names) {
      const unit = await read(`docs/deploy/${name}`);
      const [, runner = '', program = ''] = /^ExecStart=\/usr\/bin\/node (\S+) (\S+)/m.exec(unit) ?? [];
      for (const file of [runner, program]) expect((await read(file)).length, `${name}: ${file}`).to.be.greaterThan(0);
      expect(unit, name)
        .to.match(/^User=vanban$/m)
        .and.match(/^ProtectSystem=strict$/m);
      if (program === 'server/main.ts')
        expect(unit, name)
          .to.match(/^KillMode=mixed$/m)
          .and.match(/^TimeoutStopSec=45$/m);
    }
  });
});
