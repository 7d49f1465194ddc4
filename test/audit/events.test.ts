import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { capabilities } from '../../server/capabilities.ts';

const server = join(import.meta.dirname, '../../server');
const textOf = (path: string): Promise<string> => readFile(join(server, path), 'utf8');

/** The names of the events that a file declares. */
async function declaredIn(path: string): Promise<string[]> {
  const [, members = ''] = /interface AuditEvents \{\n([\s\S]*?)\n *\}\n/.exec(await textOf(path)) ?? [];
  const depth = /^( +)/.exec(members)?.[1]?.length ?? 0;
  return [...members.matchAll(/^( +)'?([a-z]+(?:-[a-z]+)*)'?:/gm)].flatMap(([, indent = '', name = '']) =>
    indent.length === depth ? name : [],
  );
}

/** What the files of a capability say, but for the one that declares. */
async function saidIn(capability: string): Promise<string> {
  const files = (await readdir(join(server, capability), { recursive: true })).filter((file) => file.endsWith('.ts'));
  const others = files.filter((file) => file !== 'events.ts');
  return (await Promise.all(others.map((file) => textOf(join(capability, file))))).join('\n');
}

describe('events', () => {
  it('are declared by the capability in which they happen, each once', async () => {
    const declaring = await Promise.all(
      capabilities.map(async ({ name }) => {
        const files = await readdir(join(server, name));
        return files.includes('events.ts') ? [{ name, events: await declaredIn(join(name, 'events.ts')) }] : [];
      }),
    );
    const known = declaring.flat();
    expect(known.map(({ name }) => name)).to.include.members(['identity', 'registry', 'exchange']);
    for (const { name, events } of known) {
      const said = await saidIn(name);
      expect(
        events.filter((event) => !said.includes(`'${event}'`)),
        name,
      ).to.deep.equal([]);
    }
    const all = [...(await declaredIn('audit/event.ts')), ...known.flatMap(({ events }) => events)];
    expect(new Set(all).size).to.equal(all.length);
    expect(all).to.include.members(['rows-changed', 'signed-in', 'document-numbered', 'receipt-sent']);
  });
});
