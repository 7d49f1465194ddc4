import { recordView } from '../../audit/record.ts';
import { agencyById } from '../../identity/queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { formatMoment } from '../../platform/calendar.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import { fileReply, files, madeReply } from '../../platform/files/files.ts';
import { pageAddress } from '../../platform/page-address.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';
import { type DocumentFile, mainFile } from '../../registry/documents/document-file.ts';
import { readIncoming } from '../../registry/incoming/queries.ts';
import { readOutgoing } from '../../registry/outgoing/queries.ts';
import { signingPages } from '../pages.ts';
import type { ArrivalStamp } from '../renditions/arrival-rendition.ts';
import { stampOf } from '../renditions/stamped-rendition.ts';
import type { PrintMark } from './marked-pages.ts';
import { type Print, publicIncoming, publicOutgoing } from './print.ts';
import { publicOrigin } from './public-origin.ts';
import type { PublicState } from './public-state.ts';
import { prints } from './store.ts';

const module = new URL('./marked-pages.ts', import.meta.url);
const limits = { timeMs: 60_000, memoryMb: 1024, maxOutputBytes: 256 * 1024 * 1024, callsPerProcess: 20 };

/** What is printed of a document that the actor may still read. */
interface Printed {
  readonly main: DocumentFile;
  /** Number and symbol; of a draft there is none. */
  readonly code: string;
  readonly state: PublicState;
  readonly stamp: ArrivalStamp | undefined;
}

/**
 * The pages of prints that the actor has taken, in one file: marked copies, made anew each time and kept nowhere, or the signed file itself.
 * Each leaves the trace of a download. A print of somebody else, or of what one may read no more, is not found, nor is a signed file together with
 * others. Refuses with `too-large` what no file holds.
 */
export async function printedFile(actor: Actor, printIds: readonly string[]): Promise<FileReply> {
  const taken = await Promise.all([...new Set(printIds)].map((id) => ownPrint(actor, id)));
  const [only, ...others] = taken;
  if (only?.form === 'original' && others.length === 0) return await originalOf(actor, only);
  if (taken.some(({ form }) => form === 'original')) throw notFound();
  const made: Uint8Array[] = [];
  for (const print of taken) {
    made.push(await markedCopy(actor, print));
    refuseTooLong(made);
  }
  const [first] = made;
  if (first === undefined) throw notFound();
  const pdf =
    made.length === 1 ? first : await runInWorker<Uint8Array>({ module, fn: 'joinedPages', args: [made] }, limits);
  return madeReply(pdf, { name: 'Bản in.pdf', mediaType: 'application/pdf', disposition: 'inline' });
}

function refuseTooLong(made: readonly Uint8Array[]): void {
  if (made.reduce((sum, { length }) => sum + length, 0) <= limits.maxOutputBytes) return;
  throw new DomainError('too-large', 'too-large', `A file of prints may hold ${limits.maxOutputBytes} bytes`, {
    extra: { maxBytes: limits.maxOutputBytes },
  });
}

async function ownPrint(actor: Actor, id: string): Promise<Print> {
  const print = await readOne(prints, { _id: id });
  if (!print || print.agencyId !== actor.agencyId || print.by.positionId !== actor.positionId) throw notFound();
  return print;
}

async function originalOf(actor: Actor, print: Print): Promise<FileReply> {
  const { main } = await printedOf(actor, print);
  const reply = await fileReply(main.sha256, { ...main, disposition: 'inline' });
  await recordView(actor, { type: 'document-downloaded', documentId: print.documentId, fileId: main.id });
  return reply;
}

async function markedCopy(actor: Actor, print: Print): Promise<Uint8Array> {
  const { main, code, state, stamp } = await printedOf(actor, print);
  const agency = (await agencyById(print.agencyId))?.name ?? '';
  const args = [await files().forWorker(main.sha256), markOf(print, { agency, code, state }), stamp];
  const pdf = await runInWorker<Uint8Array>({ module, fn: 'markedPages', args }, limits);
  await recordView(actor, { type: 'document-downloaded', documentId: print.documentId, fileId: main.id });
  return pdf;
}

async function printedOf(actor: Actor, { kind, documentId, agencyId }: Print): Promise<Printed> {
  if (kind === 'outgoing') {
    const document = await readOutgoing(actor, documentId);
    const view = publicOutgoing(document, (await agencyById(agencyId))?.name ?? '');
    return {
      main: demandMain(document.main),
      code: view?.code ?? '',
      state: view?.state ?? 'not-issued',
      stamp: undefined,
    };
  }
  const document = await readIncoming(actor, documentId);
  const { code, state } = publicIncoming(document);
  const stamp = document.state === 'voided' ? undefined : await stampOf(document);
  return { main: demandMain(mainFile(document.files)), code, state, stamp };
}

function demandMain(main: DocumentFile | null | undefined): DocumentFile {
  if (!main) throw notFound();
  return main;
}

/** What a copy says of a document that does not simply stand. */
const standings: Readonly<Record<PublicState, string>> = {
  'in-force': '',
  'not-issued': ' · CHƯA PHÁT HÀNH',
  recalled: ' · VĂN BẢN ĐÃ THU HỒI',
  replaced: ' · VĂN BẢN ĐÃ BỊ THAY THẾ',
  voided: ' · SỐ ĐÃ HUỶ',
};

function markOf(
  print: Print,
  { agency, code, state }: { readonly agency: string; readonly code: string; readonly state: PublicState },
): PrintMark {
  const address =
    print.code === null
      ? undefined
      : new URL(pageAddress(signingPages.printedCopy, { code: print.code }), publicOrigin()).href;
  const document = code === '' ? 'Dự thảo' : `Văn bản ${code}`;
  return {
    lines: [
      `BẢN IN TỪ HỆ THỐNG, KHÔNG THAY BẢN CHÍNH${standings[state]}`,
      `${document} · ${print.by.name}, ${agency}, in ${print.copies} bản lúc ${formatMoment(print.at)}`,
      ...(address === undefined ? [] : [`Xem văn bản đã bị thu hồi, thay thế chưa: ${address}`]),
    ],
    address,
  };
}
