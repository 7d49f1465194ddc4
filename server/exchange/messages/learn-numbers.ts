import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { readAll, rowsOf } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { FileStore } from '../../platform/files/files.ts';
import { joinCode } from '../../registry/documents/notation.ts';
import type { KnownNumber } from '../../registry/registers/lost-numbers.ts';
import { knownNumbers } from '../../registry/registers/store.ts';
import { earlierFormats } from './earlier-forms.ts';
import { bringsDocument, MESSAGE_FORMAT, readMessage } from './message.ts';

/** No message is longer: fifty files, each named by a line. */
const MOST_BYTES = 128 * 1024;

/**
 * Looks through all messages that lie in the storage for the highest numbers of each agency: a storage outlives a database that was put
 * back, and its envelopes and receipts are what other agencies hold. Nobody can upload what looks like one. Gives how many were read.
 */
export async function learnNumbers(store: FileStore): Promise<number> {
  const byCode = new Map((await readAll(agencies, {})).map((agency) => [agency.code, agency]));
  let read = 0;
  for await (const sha256 of store.list()) {
    const text = await messageIn(store, sha256);
    if (text === undefined) continue;
    read += 1;
    const known = readNumber(text, byCode);
    if (known) await keep(known);
  }
  return read;
}

/** The text of a stored file when it is a message; what is damaged is none, `files verify` tells of it. */
async function messageIn(store: FileStore, sha256: string): Promise<string | undefined> {
  if ((await store.sizeOf(sha256)) > MOST_BYTES) return undefined;
  const bytes = await store.read(sha256).catch(() => undefined);
  if (!bytes || !isMessage(bytes)) return undefined;
  return Buffer.from(bytes).toString();
}

function isMessage(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString();
  return [MESSAGE_FORMAT, ...earlierFormats].some((format) => start.startsWith(`{"format":"${format}"`));
}

/** The number of a message; one of a form that this release does not know tells none, and keeps no restore from its end. */
function readNumber(text: string, byCode: ReadonlyMap<string, Agency>): Learnt | undefined {
  try {
    return numberIn(text, byCode);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

type Learnt = Omit<KnownNumber, 'id' | 'version'>;

function numberIn(text: string, byCode: ReadonlyMap<string, Agency>): Learnt | undefined {
  const message = readMessage(Buffer.from(text));
  const agencyId = byCode.get(message.sender.code)?.id;
  if (agencyId === undefined) return undefined;
  if (message.kind === 'receipt') {
    const { arrivalNumber: number, at } = message.receipt;
    if (number === null) return undefined;
    return { agencyId, kind: 'incoming', year: yearInVietnam(new Date(at)), number, code: String(number) };
  }
  if (!bringsDocument(message)) return undefined;
  const { typeCode, codeNumber, issuedOn, ...rest } = message.document;
  const number = Number(codeNumber);
  if (!Number.isSafeInteger(number)) return undefined;
  const year = Number(issuedOn.slice(0, 4));
  return { agencyId, kind: 'outgoing', year, typeCode, number, code: joinCode({ codeNumber, ...rest }) };
}

async function keep(learnt: Learnt): Promise<void> {
  const id = [learnt.agencyId, learnt.kind, learnt.year, learnt.typeCode ?? ''].join('/');
  const higher = { _id: id, number: { $lt: learnt.number } };
  const { matchedCount } = await rowsOf(knownNumbers).updateOne(higher, { $set: learnt });
  if (matchedCount > 0) return;
  await rowsOf(knownNumbers).updateOne({ _id: id }, { $setOnInsert: { ...learnt, version: 1 } }, { upsert: true });
}
