import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../errors.ts';
import { missing, readStateText, unusableFile } from '../state/state-file.ts';

/*
 * Files of a backup. With a key each is encrypted by AES-256-GCM (NIST SP 800-38D) under a key of its own, derived from the backup's
 * key and a random salt by HKDF (RFC 5869): mark, salt, ciphertext, tag. Without a key they are stored as they are.
 */

const mark = Buffer.from('VANBAN-BACKUP-1\n');
const SALT = 32;
const TAG = 16;
// A key of its own for each file needs no random nonce.
const nonce = Buffer.alloc(12);

/** The key of a backup: 32 bytes. */
export type BackupKey = Uint8Array;

/** How many bytes were written, before encryption, and their SHA-256. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads a key file: 64 hexadecimal digits, as `openssl rand -hex 32` prints them. */
export async function readBackupKey(path: string): Promise<BackupKey> {
  const text = ((await readStateText(path, keyWay)) ?? notThere(path)).trim();
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new DomainError(
      'invalid',
      'backup-key-malformed',
      'The key file must hold 64 hexadecimal digits (openssl rand -hex 32)',
    );
  }
  return Buffer.from(text, 'hex');
}

const keyWay = {
  vietnamese: 'kiểm tra đường dẫn sau --key-file và quyền đọc',
  english: 'check the path behind --key-file and its rights',
};

function notThere(path: string): never {
  throw unusableFile(path, missing, keyWay);
}

/** The name of a file of this content: with a key one that tells nothing of the content. */
export function sealedName(sha256: string, key: BackupKey | undefined): string {
  return key ? createHmac('sha256', key).update(sha256).digest('hex') : sha256;
}

/**
 * Refuses to mix in one folder what is encrypted and what is not, or what two keys encrypt: a forgotten `--key-file` would put a plain copy
 * of everything beside the encrypted one. `manifest` is that of the newest backup there, if any.
 */
export async function assertSameKey(manifest: string | undefined, key: BackupKey | undefined): Promise<void> {
  if (manifest === undefined) return;
  if ((await isSealed(manifest)) === (key === undefined)) {
    const detail = key
      ? `Các bản sao lưu ở đây không mã hoá: hãy bỏ --key-file hoặc chọn thư mục khác. (The backups here are not encrypted: leave --key-file out or choose another folder.)`
      : `Các bản sao lưu ở đây được mã hoá: hãy thêm --key-file hoặc chọn thư mục khác. (The backups here are encrypted: add --key-file or choose another folder.)`;
    throw new DomainError('conflict', 'backup-key-differs', detail);
  }
  for await (const _ of await openSealed(manifest, key));
}

/** Whether a file of a backup is encrypted, by its first bytes. */
export async function isSealed(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(mark.length);
    await file.read(head, 0, mark.length, 0);
    return head.equals(mark);
  } finally {
    await file.close();
  }
}

/** Writes a new file, sealed when there is a key, and makes it durable. */
export async function writeSealed(path: string, content: Readable, key: BackupKey | undefined): Promise<Written> {
  const measure = new Measure();
  const steps = key ? [measure, new Seal(key)] : [measure];
  await pipeline([content, ...steps, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })]);
  return measure.result();
}

/**
 * The content of a file. A sealed one is checked whole before its first byte is given, so nothing of a changed file is ever used:
 * refuses with `backup-unreadable` what the key does not open.
 */
export async function openSealed(path: string, key: BackupKey | undefined): Promise<Readable> {
  await access(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!key) return createReadStream(path);
  const sealed = await layoutOf(path);
  const decipher = () => {
    const cipher = createDecipheriv('aes-256-gcm', fileKey(key, sealed.salt), nonce);
    cipher.setAuthTag(sealed.tag);
    return cipher;
  };
  const body = () => (sealed.end < sealed.start ? Readable.from([]) : createReadStream(path, sealed));
  try {
    await pipeline(body(), decipher(), async (plain) => {
      for await (const _ of plain);
    });
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return Readable.from(body().pipe(decipher()));
}

/** The SHA-256 of a content that is read to its end. */
export async function hashOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  return hash.digest('hex');
}

/** Where the ciphertext begins and ends (both included), with what stands before and behind it. */
async function layoutOf(path: string) {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = mark.length + SALT;
    const head = Buffer.alloc(start);
    const tag = Buffer.alloc(TAG);
    if (size < start + TAG) throw unreadable(path);
    await file.read(head, 0, start, 0);
    await file.read(tag, 0, TAG, size - TAG);
    if (!head.subarray(0, mark.length).equals(mark)) throw unreadable(path);
    return { start, end: size - TAG - 1, salt: head.subarray(mark.length), tag };
  } finally {
    await file.close();
  }
}

function unreadable(path: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'backup-unreadable', `${path} is missing, was changed, or belongs to another key`, {
    cause,
  });
}

function fileKey(key: BackupKey, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, 'vanban backup', 32));
}

class Measure extends Transform {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    done(null, chunk);
  }

  result(): Written {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

class Seal extends Transform {
  readonly #cipher;
  readonly #salt = randomBytes(SALT);
  #begun = false;

  constructor(key: BackupKey) {
    super();
    this.#cipher = createCipheriv('aes-256-gcm', fileKey(key, this.#salt), nonce);
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.#begin();
    done(null, this.#cipher.update(chunk));
  }

  override _flush(done: () => void): void {
    this.#begin();
    this.push(this.#cipher.final());
    this.push(this.#cipher.getAuthTag());
    done();
  }

  #begin(): void {
    if (!this.#begun) this.push(Buffer.concat([mark, this.#salt]));
    this.#begun = true;
  }
}
