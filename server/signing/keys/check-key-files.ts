import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPkcs12 } from '../../pdf-signatures/crypto/certificates/pkcs12.ts';
import { damaged, isThere, reasonOf, unusableFile } from '../../platform/state/state-file.ts';

const way = {
  vietnamese:
    'chép lại tệp này từ bản sao của KEYS_DIR, giao cho tài khoản của máy chủ, hoặc đặt lại khoá ("vanban agency keys")',
  english:
    'put it back from the copy of KEYS_DIR, give it to the account of the server, or put the key in place again ("vanban agency keys")',
};

/**
 * Looks at the key files of all agencies without opening a key: each is there with its pass phrase, can be read, and is not cut off.
 * Without this look the first document to be sealed would be the one to find out, after its number was given.
 */
export async function requireWholeKeyFiles(folder: string): Promise<void> {
  for (const agencyId of await namesIn(folder)) {
    const names = await namesIn(join(folder, agencyId));
    for (const purpose of ['seal', 'system']) {
      const [key, pass] = [`${purpose}.p12`, `${purpose}.pass`];
      if (!names.includes(key) && !names.includes(pass)) continue;
      await requireWholePair(join(folder, agencyId, key), join(folder, agencyId, pass));
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  if (!(await isThere(folder))) return [];
  return await readdir(folder).catch((error: unknown) => {
    throw unusableFile(folder, reasonOf(error), way, error);
  });
}

async function requireWholePair(keyFile: string, passFile: string): Promise<void> {
  const pkcs12 = await contentOf(keyFile);
  if (!isWholeDer(pkcs12)) throw unusableFile(keyFile, damaged, way);
  const pass = (await contentOf(passFile)).toString('utf8');
  // We end a pass phrase with a line feed. One without was written by hand, or cut off: only the key can tell.
  if (pass.endsWith('\n')) return;
  await openPkcs12(pkcs12, pass).catch((error: unknown) => {
    throw unusableFile(passFile, damaged, way, error);
  });
}

async function contentOf(path: string): Promise<Buffer> {
  return await readFile(path).catch((error: unknown) => {
    throw unusableFile(path, reasonOf(error), way, error);
  });
}

/** Whether the one SEQUENCE that a PKCS#12 is (RFC 7292 §4) is here to its end; one of BER's indefinite length is taken as it is. */
function isWholeDer(bytes: Uint8Array): boolean {
  const [tag, first = 0] = bytes;
  if (tag !== 0x30) return false;
  if (first === 0x80) return true;
  if (first < 0x80) return bytes.length >= 2 + first;
  const digits = bytes.subarray(2, 2 + (first & 0x7f));
  return bytes.length >= 2 + digits.length + digits.reduce((length, digit) => length * 256 + digit, 0);
}
