import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { systemErrorCode } from '../state/start-up-failure.ts';

/** What a socket's address may hold (`sun_path`), with a byte to spare for the systems that have less. */
const LONGEST = 100;

/**
 * Opens a door – a socket in the folder – that the kernel closes when this process ends, however it ends; gives the act that closes it,
 * or nothing where the folder bears no sockets. Whoever shares the folder can knock, whatever processes and networks it sees.
 */
export async function openDoor(folder: string, name: string): Promise<(() => Promise<void>) | undefined> {
  const way = await wayTo(folder, name);
  const server = createServer((visitor) => visitor.destroy());
  server.listen(way.path);
  try {
    await once(server, 'listening');
  } catch {
    // Not every file system bears sockets; the lock then tells by the process alone, as before.
    await way.handle?.close();
    return undefined;
  }
  server.unref();
  return async () => {
    server.close();
    await once(server, 'close');
    await way.handle?.close();
  };
}

/** Whether somebody keeps this door open. */
export async function isAnswered(folder: string, name: string): Promise<boolean> {
  const way = await wayTo(folder, name);
  const knock = connect(way.path);
  try {
    await once(knock, 'connect');
    return true;
  } catch (error) {
    // Gone, or nobody behind it. A door that may not be tried is somebody's.
    return !['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(systemErrorCode(error) ?? '');
  } finally {
    knock.destroy();
    await way.handle?.close();
  }
}

/** A path that fits into a socket's address, however deep the folder lies: Linux knows an open folder by a short name. */
async function wayTo(folder: string, name: string): Promise<{ readonly path: string; readonly handle?: FileHandle }> {
  const path = join(folder, name);
  if (Buffer.byteLength(path) <= LONGEST || process.platform !== 'linux') return { path };
  const handle = await open(folder, 'r');
  return { path: `/proc/self/fd/${handle.fd}/${name}`, handle };
}
