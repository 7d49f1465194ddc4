import { chmod, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createWhole } from './durable-file.ts';
import { makeFolder } from './make-folder.ts';
import { damaged, missing, readStateText, unusableFile, type Way } from './state-file.ts';

/** What a secret looks like when it is whole, and what to do when it is not. */
export interface SecretRule {
  readonly isWhole: (text: string) => boolean;
  readonly way: Way;
}

/**
 * Reads the secret kept in `path`, making it first when there is none; mode 0600 either way. Of two that make it at once one wins.
 * Refuses one that cannot be read or was cut off: what was protected with it is not opened by a new one.
 */
export async function keepSecret(path: string, make: () => string, { isWhole, way }: SecretRule): Promise<string> {
  await makeFolder(dirname(path), 0o700);
  let text = await readStateText(path, way);
  if (text === undefined) {
    await createWhole(path, make());
    text = await readStateText(path, way);
  }
  if (text === undefined) throw unusableFile(path, missing, way);
  const secret = text.trim();
  if (!isWhole(secret)) throw unusableFile(path, damaged, way);
  // Only when it is not so already: a backup may run under an account that may read the secret and no more.
  if (((await stat(path)).mode & 0o777) !== 0o600) await chmod(path, 0o600);
  return secret;
}
