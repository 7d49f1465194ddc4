import { copyFile, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '../..');
type Load = (url: string, context: object, next: () => Promise<object>) => Promise<{ source?: string }>;

describe('TypeScript on a Node that does not strip types', () => {
  let folder: string;
  let load: Load;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-typescript-'));
    await mkdir(join(folder, 'server', 'platform'), { recursive: true });
    await mkdir(join(folder, 'node_modules'));
    await symlink(join(root, 'node_modules', '@swc'), join(folder, 'node_modules', '@swc'));
    const hook = join(folder, 'server', 'platform', 'typescript.mjs');
    await copyFile(join(root, 'server', 'platform', 'typescript.mjs'), hook);
    const module: { load: Load } = await import(`${pathToFileURL(hook).href}?hook`);
    load = module.load;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const cache = () => join(folder, 'node_modules', '.cache', 'vanban-types');
  const loaded = async (text: string) => {
    const file = join(folder, 'x.ts');
    await writeFile(file, text);
    const { source } = await load(`${pathToFileURL(file).href}?again`, {}, async () => ({}));
    return source ?? '';
  };

  it('loses its types, and no line or column moves', async () => {
    const text = "import type { A } from './a.ts';\nexport const b = <T>(c: T): T => c as T;\n";
    const code = await loaded(text);
    expect(code.split('\n').map((line) => line.length)).to.deep.equal(text.split('\n').map((line) => line.length));
    expect(code.replaceAll(/\s+/g, ' ').trim()).to.equal('export const b = (c ) => c ;');
    expect(await loaded(text)).to.equal(code);
  });

  it('is kept in our own folder, closed to every other account', async () => {
    await loaded('export const a: number = 1;');
    expect((await stat(cache())).mode & 0o777).to.equal(0o700);
    const [kept = ''] = await readdir(cache());
    expect((await stat(join(cache(), kept))).mode & 0o777).to.equal(0o600);
  });

  it('is stripped anew when the source changed, and kept once for each file', async () => {
    await loaded('export const a: number = 1;');
    expect(await loaded('export const a: number = 2;')).to.include('= 2');
    expect(await readdir(cache())).to.have.length(1);
  });

  it('runs from a tree that cannot be written', async () => {
    await symlink(join(folder, 'nowhere'), join(folder, 'node_modules', '.cache'));
    expect(await loaded('export const a: number = 1;')).to.include('export const a         = 1;');
  });

  it('is refused where stripping would not be enough', async () => {
    const failure = await loaded('export enum A { B }').catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'UnsupportedSyntax');
  });

  it('hands on what is no TypeScript of ours', async () => {
    const next = async () => ({ source: 'as it is' });
    expect(await load('node:fs', {}, next)).to.deep.equal({ source: 'as it is' });
    expect(await load('file:///x/y.mjs', {}, next)).to.deep.equal({ source: 'as it is' });
  });
});
