import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

// `node --import` this to run our TypeScript where it was written. From Node 22.18 on Node strips the types itself; for an older one the
// hook below does, with the same stripper and the same outcome: blanks where types stood, so that every line and column stays.
// What is kept lies in our own node_modules, closed to others: a folder that any account may make would run that account's code.
const isHook = import.meta.url.endsWith('?hook');
if (!process.features.typescript && !isHook) register(`${import.meta.url}?hook`);

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'vanban-types');
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Load hook of Node (`module.register`): our TypeScript comes as JavaScript, everything else as Node reads it. */
export async function load(url, context, nextLoad) {
  const path = url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : '';
  if (!path.endsWith('.ts')) return await nextLoad(url, context);
  return { format: 'module', source: withoutTypes(path), shortCircuit: true };
}

function withoutTypes(path) {
  const source = readFileSync(path, 'utf8');
  const mark = `//${sha256(source)}\n`;
  // By its place in the tree: a copy of the tree with the same packages finds what is the same in it.
  const kept = join(cache, sha256(relative(root, path)));
  const before = whenPossible(() => readFileSync(kept, 'utf8'));
  if (before?.startsWith(mark)) return before.slice(mark.length);
  const { transformSync } = createRequire(import.meta.url)('@swc/wasm-typescript');
  const { code } = transformSync(source, { mode: 'strip-only', module: true, filename: path });
  whenPossible(() => {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    const draft = `${kept}.${process.pid}`;
    writeFileSync(draft, mark + code, { mode: 0o600 });
    renameSync(draft, kept);
  });
  return code;
}

/** What is kept only spares time: not there yet, or a tree that may not be written, is no failure. */
function whenPossible(act) {
  try {
    return act();
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error;
    return undefined;
  }
}
