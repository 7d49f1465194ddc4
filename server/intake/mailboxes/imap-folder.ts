import { Readable } from 'node:stream';
import { ImapFlow } from 'imapflow';
import { DomainError } from '../../platform/errors.ts';
import { guardedLookup, reachable } from '../../platform/networks.ts';
import type { OutboundRules } from '../../platform/outbound/outbound-client.ts';
import type { Mailbox } from './mailbox.ts';

const PATIENCE_MS = 30_000;

/** A folder of a mailbox, open. */
export interface ImapFolder {
  readonly uidValidity: string;
  /** The messages behind the last that was seen to, in their order. */
  after(uid: number): Promise<readonly { readonly uid: number; readonly size: number }[]>;
  bytesOf(uid: number): Promise<Readable>;
  markRead(uid: number): Promise<void>;
  moveTo(uid: number, folder: string): Promise<void>;
}

type Account = Pick<Mailbox, 'host' | 'port' | 'security' | 'username' | 'folder'> & { readonly password: string };

/**
 * Opens the folder of a mailbox (IMAP4rev2, RFC 9051, and rev1) over TLS alone, works with it and goes. Refuses with `mailbox-refused` what the server says no to –
 * account, password, folder –, with `mailbox-forbidden` an address that may not be asked, and with `mailbox-away` whatever else fails.
 */
export async function inFolder<T>(
  account: Account,
  rules: OutboundRules,
  work: (folder: ImapFolder) => Promise<T>,
): Promise<T> {
  const client = await connected(account, rules);
  try {
    const lock = await client.getMailboxLock(account.folder).catch(refusedBy);
    try {
      return await work(folderOf(client));
    } finally {
      lock.release();
    }
  } finally {
    client.close();
  }
}

async function connected(
  { host, port, security, username, password }: Account,
  rules: OutboundRules,
): Promise<ImapFlow> {
  const client = new ImapFlow({
    ...{ host: await addressOf(host, rules), servername: host, port, logger: false, emitLogs: false },
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    auth: { user: username, pass: password },
    tls: { minVersion: 'TLSv1.2', ...(rules.authorities && { ca: [...rules.authorities] }) },
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: 2 * PATIENCE_MS },
  });
  // What ends the connection is told by whatever is waited for.
  client.on('error', () => undefined);
  await client.connect().catch(refusedBy);
  return client;
}

/** The address of a server, looked at as any other that is asked from inside the house, so that its name cannot point elsewhere in between. */
async function addressOf(host: string, { networks }: OutboundRules): Promise<string> {
  const forbidden = (name: string) =>
    new DomainError('invalid', 'mailbox-forbidden', `${name} lies in a network that is not allowed`);
  return await new Promise((resolve, reject) => {
    guardedLookup(reachable(networks), forbidden)(host, {}, (error, address) => {
      if (error) reject(error instanceof DomainError ? error : away(error));
      else resolve(String(address));
    });
  });
}

function refusedBy(cause: unknown): never {
  if (cause instanceof Error && ('authenticationFailed' in cause || 'responseStatus' in cause)) {
    throw new DomainError('unavailable', 'mailbox-refused', 'The mail server refused account, password or folder', {
      cause,
    });
  }
  throw away(cause);
}

function away(cause: unknown): DomainError {
  return new DomainError('unavailable', 'mailbox-away', 'The mail server does not answer as one does', { cause });
}

function folderOf(client: ImapFlow): ImapFolder {
  const box = client.mailbox;
  if (box === false) throw away(new Error('No folder is open'));
  const byUid = { uid: true } as const;
  return {
    uidValidity: String(box.uidValidity),
    after: async (uid) => {
      const found = await client.fetchAll(`${uid + 1}:*`, { uid: true, size: true }, byUid).catch(refusedBy);
      // Of a folder without any the range names the last one.
      return found
        .map((message) => ({ uid: message.uid, size: message.size ?? 0 }))
        .filter((message) => message.uid > uid)
        .toSorted((one, other) => one.uid - other.uid);
    },
    bytesOf: async (uid) => {
      const { content } = await client.download(String(uid), undefined, byUid).catch(refusedBy);
      return content ?? Readable.from([]);
    },
    markRead: async (uid) => void (await client.messageFlagsAdd(String(uid), ['\\Seen'], byUid).catch(refusedBy)),
    moveTo: async (uid, folder) => {
      const moved = await client.messageMove(String(uid), folder, byUid).catch(refusedBy);
      if (moved === false) throw new DomainError('unavailable', 'mailbox-refused', `Nothing can be moved to ${folder}`);
    },
  };
}
