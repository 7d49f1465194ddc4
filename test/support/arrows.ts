import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { rows as composed } from '../../server/capabilities.ts';
import { importsOf, type SourceImport } from '../../server/platform/start/source-imports.ts';

/** Files of the project by their path from the root, with their imports: such paths again, or names of packages. */
export type Sources = ReadonlyMap<string, readonly SourceImport[]>;

/** From the bottom up, as the house is put together; those in one row do not know each other. The engine is no capability: it stands beside the platform. */
const rows = composed
  .map((row) => row.map(({ name }) => name))
  .map((row) => (row.includes('platform') ? [...row, 'pdf-signatures'] : row));

/** Rooms of a capability, and of what all pages share (`client/ui`), from the bottom up; those in one row do not know each other, and files beside the rooms belong to none. */
const rooms: Readonly<Record<string, readonly (readonly string[])[]>> = {
  platform: [
    ['text', 'state'],
    ['database', 'worker'],
    ['ledger', 'mongod', 'render'],
    ['api', 'jobs', 'clock-guard'],
    ['files', 'partners', 'outbound'],
    ['uploads', 'deployment'],
    ['edge'],
    ['start'],
    ['backup'],
  ],
  'pdf-signatures': [['crypto', 'pdf'], ['verify'], ['produce']],
  audit: [['tree'], ['keys'], ['heads'], ['checks'], ['renewal']],
  identity: [['agencies', 'positions'], ['people'], ['units'], ['deployment'], ['sessions']],
  registry: [['registers'], ['documents'], ['incoming'], ['outgoing'], ['books']],
  signing: [['certificates'], ['revocation'], ['keys', 'verification'], ['signatures'], ['renditions'], ['prints']],
  search: [['words'], ['query', 'engine'], ['upkeep']],
  ui: [
    ['keys', 'theme', 'files'],
    ['dialogs', 'layout'],
    ['feedback'],
    ['forms', 'pdf'],
    ['lists', 'many'],
    ['documents'],
  ],
  exchange: [
    ['messages'],
    ['directory'],
    ['carriage'],
    ['axis', 'witness'],
    ['recipients'],
    ['deliveries'],
    ['arrivals'],
    ['recovery'],
    ['door', 'evidence', 'operations'],
  ],
};

/** Packages and built-ins that no file may reach that the client imports. */
const serverOnly = /^(node:|mongoose$|mongodb$|express$|pino|multer$|passport)/;

/** Reads every TypeScript source below the given folders. */
export function readSources(root: string, folders: readonly string[]): Sources {
  const sources = new Map<string, SourceImport[]>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const path = slashed(relative(root, file));
      if (!path.includes('/dist')) sources.set(path, importsOfFile(root, file));
    }
  }
  return sources;
}

function importsOfFile(root: string, file: string): SourceImport[] {
  return importsOf(readFileSync(file, 'utf8')).map(({ name, ...how }) => ({
    name: name.startsWith('.') ? slashed(relative(root, resolve(dirname(file), name))) : name,
    ...how,
  }));
}

/** Every import that points up or sideways, as a sentence. */
export function wrongArrows(sources: Sources): string[] {
  const wrong: string[] = [];
  for (const [file, imports] of sources) {
    for (const { name: imported } of imports) {
      const why = whyWrong(file, imported, sources);
      if (why !== undefined) wrong.push(`${file} imports ${imported}: ${why}`);
    }
  }
  return wrong;
}

function whyWrong(file: string, imported: string, sources: Sources): string | undefined {
  if (imported === 'server/main.ts') return 'nobody imports main.ts';
  if (isComposition(file)) return undefined;
  if (file.startsWith('server/'))
    return imported.startsWith('client/') ? 'a server knows no client' : serverArrow(file, imported, sources);
  return clientArrow(file, imported, sources);
}

function serverArrow(file: string, imported: string, sources: Sources): string | undefined {
  if (!imported.startsWith('server/')) return undefined;
  if (isComposition(imported)) return 'what composes the server stands above all of it';
  const [from, to] = [capabilityOf(file), capabilityOf(imported)];
  if (from === to) return roomArrow(file, imported, sources) ?? roleArrow(file, imported, sources);
  if (from === 'pdf-signatures' && isNeutral(imported, sources)) return undefined;
  const [above, below] = [rowOf(from), rowOf(to)];
  if (above === undefined || below === undefined) return `${above === undefined ? from : to} is no capability`;
  if (below >= above) return `${from} stands ${below === above ? 'beside' : 'below'} ${to}`;
  const role = roleOf(imported, sources);
  if (to !== 'platform' && (role === 'routes' || role === 'capability'))
    return 'routes, and the value that names them, are for what composes the server';
  return undefined;
}

/** What knows nothing of the house but its errors: a rule of texts, numbers or addresses that an engine may use as it would a package. */
function isNeutral(file: string, sources: Sources): boolean {
  const known = (sources.get(file) ?? []).map(({ name }) => name).filter((name) => name.startsWith('server/'));
  return capabilityOf(file) === 'platform' && known.every((name) => name === 'server/platform/errors.ts');
}

/** Routes stand above all rooms of their capability: what they answer may be put together from several. */
function roomArrow(file: string, imported: string, sources: Sources): string | undefined {
  if (roleOf(file, sources) === 'routes') return undefined;
  const order = rooms[capabilityOf(file)] ?? [];
  const [from, to] = [file, imported].map((path) => order.findIndex((names) => names.includes(roomOf(path))));
  if (from === undefined || to === undefined || from === -1 || to === -1 || to < from) return undefined;
  if (roomOf(file) === roomOf(imported)) return undefined;
  return `${roomOf(file)} stands ${to === from ? 'beside' : 'below'} ${roomOf(imported)}`;
}

/** What is no capability has no acts either, and so no roles. */
const withoutRoles = ['platform', 'pdf-signatures'];

const heights = { noun: 0, contract: 0, store: 1, queries: 2, verb: 3, routes: 4, capability: 5 } as const;
type RoleOfFile = keyof typeof heights;

/** Within a capability: capability → routes → verbs → queries, store → nouns; a contract knows nouns and other contracts. */
function roleArrow(file: string, imported: string, sources: Sources): string | undefined {
  if (withoutRoles.includes(capabilityOf(file))) return undefined;
  const [from, to] = [roleOf(file, sources), roleOf(imported, sources)];
  if (from === 'contract' && to !== 'noun' && to !== 'contract') return `a contract knows no ${to}`;
  return heights[to] > heights[from] ? `a ${from} knows no ${to}` : undefined;
}

/** The role by name; a file that reaches a transaction, or its capability's store, queries or verbs, is a verb, any other a noun. */
function roleOf(file: string, sources: Sources, seen: readonly string[] = []): RoleOfFile {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.tsx?$/, '');
  const named = /(?:^|-)(capability|routes|contract|store|queries)$/.exec(name)?.[1];
  if (named !== undefined && isRole(named)) return named;
  const imports = sources.get(file) ?? [];
  if (imports.some((imported) => imported.name === 'server/platform/ledger/transaction.ts')) return 'verb';
  const own = imports.filter(({ name, typesOnly }) => !typesOnly && capabilityOf(name) === capabilityOf(file));
  const unseen = own.filter(({ name }) => name.startsWith('server/') && !seen.includes(name));
  return unseen.some(({ name }) => heights[roleOf(name, sources, [...seen, file])] > 0) ? 'verb' : 'noun';
}

function isRole(name: string): name is RoleOfFile {
  return name in heights;
}

function clientArrow(file: string, imported: string, sources: Sources): string | undefined {
  if (imported.startsWith('server/'))
    return serverFileInClient(imported, sources, file.startsWith('client/evidence/') ? replacedInEvidence : []);
  if (!imported.startsWith('client/')) return undefined;
  const [from, to] = [placeOf(file), placeOf(imported)];
  if (from.part === 'features' && to.part === 'features' && from.feature !== to.feature)
    return 'features know no sibling';
  if (to.part === 'app' && from.part !== 'app' && from.part !== '')
    return 'app/ puts the features together, they do not know it';
  if (to.part === 'features' && from.part !== 'features' && from.part !== 'app')
    return `${from.part}/ knows no feature`;
  return from.part === 'ui' && to.part === 'ui' ? roomArrow(file, imported, sources) : undefined;
}

/** The page that verifies evidence brings what the server’s verifier asks of these (`client/evidence/node`). */
const replacedInEvidence: readonly string[] = ['node:crypto', 'node:async_hooks'];

function serverFileInClient(imported: string, sources: Sources, replaced: readonly string[]): string | undefined {
  const reached = [...reach(imported, sources)].find((name) => serverOnly.test(name) && !replaced.includes(name));
  if (reached !== undefined) return `it reaches ${reached}`;
  const role = withoutRoles.includes(capabilityOf(imported)) ? 'noun' : roleOf(imported, sources);
  return role === 'contract' || role === 'noun' ? undefined : `a ${role} is no contract`;
}

/** Every file and package that a file loads, by whatever way; types are no load. */
export function reach(file: string, sources: Sources, found = new Set<string>()): Set<string> {
  for (const { name, typesOnly } of sources.get(file) ?? []) {
    if (typesOnly || found.has(name)) continue;
    found.add(name);
    reach(name, sources, found);
  }
  return found;
}

/** The files directly in `server/` put the capabilities together and so know them all. */
function isComposition(file: string): boolean {
  return /^server\/[^/]+\.ts$/.test(file);
}

function rowOf(capability: string): number | undefined {
  const row = rows.findIndex((names) => names.includes(capability));
  return row === -1 ? undefined : row;
}

function capabilityOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function roomOf(file: string): string {
  return file.split('/')[2] ?? '';
}

function placeOf(file: string): { part: string; feature: string } {
  const [, part = '', feature = ''] = file.split('/');
  return part.includes('.') ? { part: '', feature: '' } : { part, feature };
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
