import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { refuseClosedBook } from '../documents/closed-book.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import { refuseStateSecret } from '../documents/state-secret.ts';
import { typeNameOf } from '../registers/document-type.ts';
import { registers } from '../registers/store.ts';
import { checkTerm, duplicateKey, type IncomingDocument, type InputFields, wordsOf } from './incoming-document.ts';
import { awaitVerdict } from './keep-verdict.ts';
import { requireKnownIssuer } from './known-issuer.ts';
import { loadIncomingFor } from './load-incoming.ts';
import { registeredTexts } from './registered-texts.ts';
import { incomingDocuments } from './store.ts';

/** What can be corrected: by number, symbol and dates a document is cited, counted and told from others, and its files are what came. */
type Correctable = Omit<InputFields, 'codeNumber' | 'codeNotation' | 'issuedOn' | 'arrivedOn'>;

/** What a clerk corrects, and why; what is left out, or undefined, stays. */
export type CorrectIncoming = OnDocument & { readonly reason: string } & {
  readonly [K in keyof Correctable]?: Correctable[K] | undefined;
};

/**
 * Corrects what was registered of an incoming document – *sửa thông tin đăng ký* –, with the reason; the log keeps what stood before. Refuses
 * what does not change anything, a state secret, a term before the day of issue, another issuer of what came signed by its sender, and what
 * stands in a closed book. Handlers who were given the term of the document learn of another one by `correctDocument` of routing.
 */
export async function correctIncoming(
  tx: Transaction,
  { documentId, version, reason, ...given }: CorrectIncoming,
): Promise<IncomingDocument> {
  const document = await loadIncomingFor(tx, 'correct', { documentId, version });
  refuseClosedBook(await tx.load(registers, document.registerId), document.number);
  const { typeCode, typeName, issuer, ...rest } = given;
  const after = {
    ...kept(document, rest),
    typeCode: typeCode ?? document.typeCode,
    typeName: typeNameOf(typeCode ?? document.typeCode, typeName ?? (typeCode ? null : document.typeName)),
    issuer: issuer?.name === document.issuer.name ? document.issuer : (issuer ?? document.issuer),
  };
  refuseStateSecret({ subject: after.subject, description: after.description, typeName: after.typeName });
  checkTerm({ issuedOn: document.issuedOn, dueOn: after.dueOn });
  await refuseOtherSender(tx, document, after.issuer);
  for (const corrected of correctedBetween(registeredTexts(document), registeredTexts(after))) {
    record(tx, { type: 'document-corrected', documentId, ...corrected, reason });
  }
  // Whose seal is to be on it is told by its issuer.
  const isAnothers = after.issuer.agencyId !== document.issuer.agencyId;
  const changed = tx.change(incomingDocuments, document, {
    ...after,
    duplicateKey: duplicateKey(document, after.issuer.name, document.issuedOn),
    words: wordsOf({ ...document, ...after }),
    ...(isAnothers && { verdict: 'pending' as const }),
  });
  if (isAnothers) awaitVerdict(tx, changed);
  return changed;
}

type Rest = Omit<Correctable, 'typeCode' | 'typeName' | 'issuer'>;

function kept(document: IncomingDocument, given: { readonly [K in keyof Rest]?: Rest[K] | undefined }): Rest {
  const { subject, language, pageAmount, description, signer, priority, dueOn, toPlaces } = document;
  const before = { subject, language, pageAmount, description, signer, priority, dueOn, toPlaces };
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...before, ...said };
}

async function refuseOtherSender(tx: Transaction, document: IncomingDocument, issuer: IncomingDocument['issuer']) {
  if (issuer === document.issuer) return;
  if (document.source === 'exchange') {
    throw new DomainError('invalid', 'issuer-is-sender', 'The message was signed by the agency it came from', {
      fields: [{ pointer: '/body/issuer', code: 'issuer-is-sender', detail: 'is who signed the message' }],
    });
  }
  await requireKnownIssuer(tx, issuer.agencyId);
}
