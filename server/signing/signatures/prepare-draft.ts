import type { PlacedField, PreparedPdf, PrepareRequest } from '../../pdf-signatures/produce/prepare-pdf.ts';
import { systemActor } from '../../platform/actor.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { newId } from '../../platform/ids.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { runInWorker, type WorkerKind } from '../../platform/worker/worker-pool.ts';
import type { WorkerFile } from '../../platform/worker/worker-process.ts';
import { draftPrepared, prepareFailed } from '../../registry/outgoing/drafts/draft-prepared.ts';
import { renderLetter } from '../../registry/outgoing/letter/render-letter.ts';
import { checkYearOnPage, type OutgoingDocument, type Place } from '../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';

/** Two processes, so that one file that takes all its time holds up nobody else's. */
/** Who prepares the page of a draft. */
export const preparer: WorkerKind = {
  module: new URL('../../pdf-signatures/produce/prepare-pdf.ts', import.meta.url),
  limits: {
    timeMs: 20_000,
    memoryMb: 512,
    maxOutputBytes: 128 * 1024 * 1024,
    processes: 2,
    callsPerProcess: 200,
  },
};

/** The draft as it stood when it was submitted; any other version is left alone. */
export interface DraftToPrepare {
  readonly agencyId: string;
  readonly documentId: string;
  readonly version: number;
}

/**
 * Makes the PDF the leader will see of a submitted draft: the upload or the rendered text, rewritten whole, with the empty fields
 * of NĐ 30/2020 for number, date and signatures. A file that cannot be prepared goes back to its drafter with the reason.
 */
export async function prepareDraft({ agencyId, documentId, version }: DraftToPrepare): Promise<void> {
  const actor = systemActor(agencyId);
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  if (document?.state.status !== 'preparing' || document.version !== version) return;
  try {
    const prepared = await prepare(await sourceOf(document), { signerName: document.signer.name });
    refusePastYear(prepared);
    const file = { ...(await files().put(prepared.pdf)), ...describe(document, prepared) };
    const places = prepared.fields.flatMap(placeOf);
    await inTransaction(actor, (tx) =>
      draftPrepared(tx, { documentId, version, file, places, notes: prepared.notes, year: prepared.year }),
    );
  } catch (error) {
    if (!(error instanceof DomainError) || !isAboutTheFile(error)) throw error;
    await inTransaction(actor, (tx) => prepareFailed(tx, { documentId, version, reason: reasonOf(error) }));
  }
}

/** An old paper that was written over, or one that lay since December: better its drafter hears of it than its signer. */
function refusePastYear({ year }: PreparedPdf): void {
  const now = currentTime();
  if (year !== undefined && year < yearInVietnam(now)) checkYearOnPage(year, now);
}

/** The code of a refusal, with the field it is about where there is one. */
function reasonOf({ code, details }: DomainError): string {
  const field = details.extra?.field;
  return typeof field === 'string' && field !== '' ? `${code}: ${field.slice(0, 100)}` : code;
}

/** Refusals that another try will not change: the drafter has to bring another file or text. */
function isAboutTheFile({ kind }: DomainError): boolean {
  return kind === 'invalid' || kind === 'conflict';
}

function describe({ source, typeCode }: OutgoingDocument, { pages }: PreparedPdf) {
  const name = source?.name ?? `${typeCode}.pdf`;
  return { id: newId(), name, mediaType: 'application/pdf', pages: pages.length, role: 'main' } as const;
}

/** Pages count from 1 for people; a field for an initial is no place of the clerk's. */
function placeOf({ name, page, rectangle }: PlacedField): Place[] {
  return name === 'initial' ? [] : [{ name, page: page + 1, ...rectangle }];
}

async function sourceOf(document: OutgoingDocument): Promise<Uint8Array | WorkerFile> {
  const { source, letter } = document;
  if (source) return await files().forWorker(source.sha256);
  if (!letter) throw new Error(`Draft ${document.id} has neither a file nor a text`);
  return (await renderLetter({ ...document, letter }, currentTime())).pdf;
}

async function prepare(pdf: Uint8Array | WorkerFile, request: PrepareRequest): Promise<PreparedPdf> {
  const { module, limits } = preparer;
  return await runInWorker<PreparedPdf>({ module, fn: 'preparePdf', args: [pdf, request] }, limits);
}
