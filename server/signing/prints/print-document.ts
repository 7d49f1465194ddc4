import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import { randomHex } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type DocumentFile, mainFile } from '../../registry/documents/document-file.ts';
import { loadIncoming } from '../../registry/incoming/load-incoming.ts';
import { loadOutgoing } from '../../registry/outgoing/load-outgoing.ts';
import { numberingOf } from '../../registry/outgoing/outgoing-document.ts';
import { MOST_PAGES } from '../renditions/most-pages.ts';
import type { Print } from './print.ts';
import { prints } from './store.ts';

interface PrintRequest {
  readonly documentId: string;
  readonly copies: number;
}

/**
 * Takes a marked print of a registered document — *in văn bản*, NĐ 30/2020 Phụ lục VI: *đánh dấu bản in* —; whoever may read it may. Refuses
 * (409) what has no pages to print.
 */
export async function printIncoming(tx: Transaction, { documentId, copies }: PrintRequest): Promise<Print> {
  const document = await loadIncoming(tx, documentId);
  demandPages(mainFile(document.files));
  return take(tx, { kind: 'incoming', documentId, form: 'marked', copies, code: randomHex() });
}

/**
 * Takes a print of an outgoing document: a marked copy, whose code there is once it has a number, or the signed file itself, from which a paper
 * original is made (Điều 18.5). Refuses (409) what has no pages yet, and an original of what was not numbered or counts no more.
 */
export async function printOutgoing(
  tx: Transaction,
  { documentId, copies, form }: PrintRequest & Pick<Print, 'form'>,
): Promise<Print> {
  const document = await loadOutgoing(tx, documentId);
  const { status } = document.state;
  if (form === 'original' && status !== 'numbered' && status !== 'issued') {
    throw new DomainError('conflict', 'wrong-state', 'Only what is numbered and in force has an original');
  }
  demandPages(document.main ?? undefined);
  const isKnown = form === 'marked' && numberingOf(document) !== undefined;
  return take(tx, { kind: 'outgoing', documentId, form, copies, code: isKnown ? randomHex() : null });
}

function demandPages(file: DocumentFile | undefined): void {
  if (file?.mediaType !== 'application/pdf') {
    throw new DomainError('conflict', 'nothing-to-print', 'The document has no pages to print');
  }
  if ((file.pages ?? 0) > MOST_PAGES) {
    throw new DomainError('conflict', 'too-long-to-print', `More than ${MOST_PAGES} pages are printed from the file`);
  }
}

function take(tx: Transaction, print: Omit<Print, 'id' | 'version' | 'agencyId' | 'at' | 'by'>): Print {
  const { documentId, form, copies } = print;
  record(tx, { type: 'document-printed', documentId, print: form, copies });
  const { agencyId, positionId, name } = tx.actor;
  return tx.insert(prints, { ...print, agencyId, at: tx.now, by: { positionId, name } });
}
