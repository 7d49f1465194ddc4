import { readFile } from 'node:fs/promises';
import { register } from 'node:module';

// `node --import` this to run our TypeScript. From Node 22.18 on Node strips the types itself, in a third of the time and half the
// memory; before that tsx compiles. tsx would also compile every file of every package, which is JavaScript already: the hook
// below, registered after it and so asked first, hands those over as they are.
if (!process.features.typescript && !import.meta.url.includes('?hook')) {
  await import('tsx/esm'); // no hook for require(): our own code is ES modules throughout
  register(`${import.meta.url}?hook`);
}

/** Load hook of Node (`module.register`): ES modules below node_modules are read, everything else goes on to tsx. */
export async function load(url, context, nextLoad) {
  if (context.format !== 'module' || !url.includes('/node_modules/')) return await nextLoad(url, context);
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}
