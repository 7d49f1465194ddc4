import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DomainError } from '../../platform/errors.ts';
import { keepSecret, type SecretRule } from '../../platform/state/secret-file.ts';

/** The file with the key that seals the passwords of mailboxes, below `KEYS_DIR`. */
export const MAILBOX_KEY = 'mailboxes.key';
const KEY = /^[\w-]{43}$/;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const rule: SecretRule = {
  isWhole: (text) => KEY.test(text),
  way: {
    vietnamese: 'chép lại tệp này từ bản sao; nếu đã mất hẳn, xoá tệp và nhập lại mật khẩu các hộp thư',
    english: 'put it back from a copy; if it is lost for good, remove it and set the passwords of the mailboxes anew',
  },
};

let folder: string | undefined;

/** Says where the key lies; called once by the composition root. */
export function useMailboxKey(keysFolder: string): void {
  folder = keysFolder;
}

async function key(): Promise<Buffer> {
  if (folder === undefined) throw new Error('No key of mailboxes is in use: call useMailboxKey first');
  const made = () => randomBytes(32).toString('base64url');
  return Buffer.from(await keepSecret(join(folder, MAILBOX_KEY), made, rule), 'base64url');
}

/** A password as it is kept, for this mailbox alone (AES-256-GCM): a copy of the database opens no mailbox. */
export async function sealedPassword(password: string, agencyId: string): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await key(), nonce).setAAD(Buffer.from(agencyId));
  const sealed = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The password again; refuses with `mailbox-password-lost` what was sealed with another key or for another agency. */
export async function openedPassword(sealed: string, agencyId: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', await key(), nonce)
      .setAAD(Buffer.from(agencyId))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
  } catch (cause) {
    throw new DomainError('unavailable', 'mailbox-password-lost', 'The password cannot be opened with this key', {
      cause,
    });
  }
}
