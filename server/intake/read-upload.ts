import { agencies } from '../identity/store.ts';
import type { Actor } from '../platform/actor.ts';
import { readAll } from '../platform/database/store.ts';
import { files } from '../platform/files/files.ts';
import { requestedAct } from '../platform/ledger/requested-act.ts';
import { takeUpload } from '../platform/uploads/uploads.ts';
import { runInWorker } from '../platform/worker/worker-pool.ts';
import { readFields } from './read-fields.ts';
import type { ReadingNote, ReadText } from './read-page-text.ts';
import type { ReadField } from './reading/read-field.ts';

const limits = { timeMs: 15_000, memoryMb: 512, maxOutputBytes: 20_000_000, callsPerProcess: 200 };

/** What could be read of an upload; without a text layer (a scan) there is nothing to read. */
export interface UploadFields {
  readonly fields: ReadField[];
  readonly pages: number;
  readonly hasText: boolean;
  /** What was left out of the reading. */
  readonly notes: ReadingNote[];
}

/** Reads the fields of a PDF that the actor has uploaded, in a worker process; other files hold no readable fields. */
export async function readUpload(actor: Actor, uploadId: string): Promise<UploadFields> {
  const { mediaType, sha256 } = await requestedAct(actor, async (tx) => {
    const upload = await takeUpload(tx, uploadId);
    return { mediaType: upload.mediaType, sha256: upload.sha256 };
  });
  if (mediaType !== 'application/pdf') return { fields: [], pages: 0, hasText: false, notes: [] };
  const module = new URL('./read-page-text.ts', import.meta.url);
  const args = [await files().forWorker(sha256)];
  const { pages, text, notes } = await runInWorker<ReadText>({ module, fn: 'readPageText', args }, limits);
  const names = (await readAll(agencies, { active: true })).map(({ name }) => name);
  return {
    fields: readFields(text, names),
    pages,
    hasText: text.some(({ pieces }) => pieces.length > 0),
    notes: [...notes],
  };
}
