import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether `openssl cms` takes the detached signature for one over exactly these bytes, under this root alone. */
export async function openSslAccepts(bytes: Uint8Array, signature: Uint8Array, root: Uint8Array): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-openssl-'));
  const file = (name: string) => join(folder, name);
  try {
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(root).toString('base64')}\n-----END CERTIFICATE-----\n`;
    await writeFile(file('content'), bytes);
    await writeFile(file('signature'), signature);
    await writeFile(file('root.pem'), pem.replaceAll(/([A-Za-z0-9+/=]{64})(?=.)/g, '$1\n'));
    const signed = ['-binary', '-inform', 'DER', '-in', file('signature'), '-content', file('content')];
    const trusted = ['-CAfile', file('root.pem'), '-purpose', 'any', '-out', file('out')];
    return await run('openssl', ['cms', '-verify', ...signed, ...trusted]).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
