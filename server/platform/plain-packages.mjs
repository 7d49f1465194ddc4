import { readFile } from 'node:fs/promises';
import { register } from 'node:module';

// Packages are JavaScript already, but tsx sends each of their files through its compiler, which takes three times the time and the
// memory. Registered after tsx, this hook comes first and hands modules of packages over as they are.
if (!import.meta.url.includes('?hook')) register(`${import.meta.url}?hook`);

/** Load hook of Node (`module.register`): ES modules below node_modules are read, everything else goes on to tsx. */
export async function load(url, context, nextLoad) {
  if (context.format !== 'module' || !url.includes('/node_modules/')) return await nextLoad(url, context);
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}
