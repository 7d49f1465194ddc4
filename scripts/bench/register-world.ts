import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEngine } from '../../server/engine.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../server/platform/database/database.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { parseConfig } from '../../server/platform/state/config.ts';
import { uploads } from '../../server/platform/uploads/upload-store.ts';
import { takeMainFile } from '../../server/registry/documents/take-files.ts';
import { incomingView } from '../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { endAll } from '../../test/support/at-end.ts';
import { anAgency, anEmployee } from '../../test/support/identity.ts';
import { keepOnDisk, testDatabase } from '../../test/support/mongo.ts';

/** A clerk of an agency with a register of its own, and uploads that wait to be registered. */
export interface BenchClerk {
  readonly actor: Actor;
  readonly username: string;
  readonly uploadIds: string[];
}

export interface BenchWorld {
  readonly address: { readonly uri: string; readonly database: string };
  readonly storageFolder: string;
  readonly clerks: readonly BenchClerk[];
  end(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** A real `mongod` of its own with eight agencies, a clerk in each, and this process's ledger over them. */
export async function aBenchWorld(): Promise<BenchWorld> {
  keepOnDisk();
  const address = await testDatabase();
  const storageFolder = await mkdtemp(join(tmpdir(), 'vanban-bench-'));
  await connectDatabase(address);
  await ensureIndexes();
  await startEngine(parseConfig({ STORAGE_DIR: storageFolder }, root));
  // A server does not start on an empty store when its database has data; the rows of the uploads name files that nobody reads.
  await files().put(Buffer.from('%PDF-1.7'));
  const clerks: BenchClerk[] = [];
  for (let number = 0; number < 8; number += 1) {
    const { actor, person } = await anEmployee(await anAgency(), ['clerk'], { username: `vanthu.${number}` });
    clerks.push({ actor, username: person.username, uploadIds: [] });
  }
  const end = async () => {
    await disconnectDatabase();
    await endAll();
    await rm(storageFolder, { recursive: true, force: true });
  };
  return { address, storageFolder, clerks, end };
}

/** Leaves so many files of the clerk waiting to be registered, each with bytes of its own. */
export async function haveUploads({ actor, uploadIds }: BenchClerk, amount: number): Promise<void> {
  const { personId, agencyId } = actor;
  const endsAt = new Date(Date.now() + 3_600_000);
  const rows = Array.from({ length: amount - uploadIds.length }, () => ({
    _id: newId(),
    version: 1,
    personId,
    agencyId,
    sha256: randomBytes(32).toString('hex'),
    name: 'cong-van.pdf',
    mediaType: 'application/pdf',
    size: 250_000,
    endsAt,
  }));
  if (rows.length > 0) await uploads.model.collection.insertMany(rows as never[]);
  uploadIds.push(...rows.map(({ _id }) => _id));
}

let lastCode = 0;

/** What the clerk types about the next file: a letter with a number and symbol no other has. */
export function nextFields() {
  lastCode += 1;
  return {
    codeNumber: String(lastCode),
    codeNotation: 'SNV-VP',
    typeCode: 'cong-van',
    typeName: null,
    issuedOn: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10),
    issuer: { agencyId: null, name: 'Sở Nội vụ tỉnh Sao Mai' },
    subject: 'Về việc báo cáo tình hình thực hiện công tác văn thư, lưu trữ sáu tháng đầu năm tại các cơ quan, đơn vị',
    language: 'Tiếng Việt',
    pageAmount: 3,
    description: null,
    signer: { position: 'Giám đốc', fullName: 'Trần Văn Bình' },
    priority: 0,
    arrivedOn: null,
    dueOn: null,
    toPlaces: null,
  };
}

/** Takes the next waiting file of the clerk. */
export function nextUpload({ uploadIds }: BenchClerk): string {
  const uploadId = uploadIds.pop();
  if (uploadId === undefined) throw new Error('The clerk has no upload left: have more of them');
  return uploadId;
}

/** The act of `POST /api/incoming` without HTTP: the same verbs, with an idempotency key of its own. */
export async function registerOne(clerk: BenchClerk): Promise<void> {
  const key = randomBytes(12).toString('hex');
  const idempotency = { key, endpoint: 'POST /api/incoming', bodyHash: randomBytes(32).toString('hex') };
  const actor = { ...clerk.actor, request: { requestId: key, idempotency } };
  const uploadId = nextUpload(clerk);
  const fields = nextFields();
  await inTransaction(actor, async (tx) => {
    const files = [await takeMainFile(tx, uploadId)];
    const request = { ...fields, files, origin: { source: 'upload' as const }, duplicateReason: null };
    return incomingView(await registerIncoming(tx, request), actor);
  });
}
