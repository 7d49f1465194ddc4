import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { people } from '../../identity/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';

let folder: string | undefined;

/** Says where the demo keys of people lie; never called in production, where nobody's key is on the server. */
export function useDemoKeys(demoFolder: string): void {
  folder = demoFolder;
}

/** The file under which a person's demo key lies; its PIN is in the file beside it. */
export function demoKeyFiles(
  demoFolder: string,
  username: string,
): { readonly keyFile: string; readonly pinFile: string } {
  return { keyFile: join(demoFolder, `${username}.p12`), pinFile: join(demoFolder, `${username}.pin`) };
}

/** The demo key of the person signed in with its PIN; none outside a demo, or for one who never signs. */
export async function demoKeyOf(actor: Actor): Promise<{ fileName: string; p12: string; pin: string } | undefined> {
  const person = folder === undefined ? undefined : await readOne(people, { _id: actor.personId });
  if (folder === undefined || !person) return undefined;
  const { keyFile, pinFile } = demoKeyFiles(folder, person.username);
  try {
    const [p12, pin] = await Promise.all([readFile(keyFile), readFile(pinFile, 'utf8')]);
    return { fileName: `${person.username}.p12`, p12: p12.toString('base64'), pin: pin.trim() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
