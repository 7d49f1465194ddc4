import { record } from '../../audit/record.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import type { Where } from '../../platform/database/filter.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type DocumentFile, type KnownVerdict, mainFile } from '../documents/document-file.ts';
import { joinCode } from '../documents/notation.ts';
import { refuseStateSecret } from '../documents/state-secret.ts';
import type { SeenOfUpload } from '../documents/take-files.ts';
import { typeNameOf } from '../registers/document-type.ts';
import { takeNumber } from '../registers/take-number.ts';
import { checkDates, duplicateKey, type IncomingDocument, type InputFields, wordsOf } from './incoming-document.ts';
import { awaitVerdict } from './keep-verdict.ts';
import { requireKnownIssuer } from './known-issuer.ts';
import { incomingDocuments } from './store.ts';

/** What a clerk registers: the fields, the files (the main one among them), and where it came from. */
export interface RegisterIncoming extends InputFields {
  readonly files: readonly DocumentFile[];
  readonly origin:
    | { readonly source: 'upload'; readonly seen?: SeenOfUpload | undefined }
    | ({
        readonly source: 'exchange';
        readonly arrivalId: string;
        readonly verdict: IncomingDocument['verdict'];
      } & Pick<IncomingDocument, 'forUnit'>);
  /** Why it is registered although it looks like one that is there. */
  readonly duplicateReason: string | null;
  /** Why it is registered although its signatures were seen not to be valid. */
  readonly verdictReason?: string | null;
}

/**
 * Registers an incoming document — *đăng ký văn bản đến*: the next number of the register of incoming documents. Refuses a state
 * secret, impossible dates, last year's book, and unless the clerk says why all the same: what seems to be registered already, and a file
 * whose signatures were seen not to be valid.
 */
export async function registerIncoming(tx: Transaction, request: RegisterIncoming): Promise<IncomingDocument> {
  const { files, origin, duplicateReason, verdictReason = null, ...fields } = request;
  const { agencyId, positionId, name } = tx.actor;
  const today = dayInVietnam(tx.now);
  const arrivedOn = fields.arrivedOn ?? today;
  const typeName = typeNameOf(fields.typeCode, fields.typeName);
  const main = mainFile(files);
  if (!main) throw new Error('A document is registered with its main file');
  refuseStateSecret({ subject: fields.subject, description: fields.description, typeName });
  checkDates({ ...fields, arrivedOn }, today);
  await requireKnownIssuer(tx, fields.issuer.agencyId);
  const key = duplicateKey(fields, fields.issuer.name, fields.issuedOn);
  if (duplicateReason === null) await refuseDuplicate(tx, key, main.sha256);

  const verdict = verdictAtFirst(origin, fields.issuer.agencyId);
  const seen = verdict === 'pending' ? undefined : { verdict, reason: verdictReason };
  if (seen) refuseInvalid(seen);

  const { registerId, number, year } = await takeNumber(tx, { kind: 'incoming' });
  const document = tx.insert(incomingDocuments, {
    ...fields,
    agencyId,
    registerId,
    number,
    year,
    registeredAt: tx.now,
    registeredBy: { positionId, name },
    arrivedOn,
    typeName,
    code: joinCode(fields),
    source: origin.source,
    arrivalId: origin.source === 'exchange' ? origin.arrivalId : null,
    ...('forUnit' in origin && { forUnit: origin.forUnit }),
    verdict,
    files,
    mainSha256: main.sha256,
    duplicateKey: key,
    duplicateReason,
    ...(seen?.reason && { verdictReason: seen.reason }),
    state: 'registered',
    handlers: [],
    answeredBy: [],
    participants: [positionId],
    words: wordsOf({ ...fields, typeName, number }),
  });
  const fileSha256 = files.map((file) => file.sha256);
  record(tx, { type: 'document-registered', documentId: document.id, registerId, number, fileSha256 });
  // Of an arrival the log has the verdict already.
  if (seen && (origin.source === 'upload' || seen.reason !== null)) recordSeen(tx, document.id, seen);
  if (document.verdict === 'pending') awaitVerdict(tx, document);
  return document;
}

/**
 * What was seen before the number. That a seal is another agency's, or missing, is known only of a file that was looked at as this issuer's;
 * what is broken or not signed at all is so whoever issued it.
 */
function verdictAtFirst(origin: RegisterIncoming['origin'], issuerId: string | null): IncomingDocument['verdict'] {
  if (origin.source === 'exchange') return origin.verdict;
  const { verdict = 'pending', from = null } = origin.seen ?? {};
  return from === issuerId || verdict === 'invalid' || verdict === 'no-signature' ? verdict : 'pending';
}

/** What the clerk has seen of the signatures before the number, and why they go on. */
interface SeenVerdict {
  readonly verdict: KnownVerdict;
  readonly reason: string | null;
}

function refuseInvalid({ verdict, reason }: SeenVerdict): void {
  if (verdict !== 'invalid' || reason !== null) return;
  throw new DomainError('conflict', 'verdict-invalid', 'The signatures of the file are not valid', {
    fields: [{ pointer: '/body/verdictReason', code: 'verdict-invalid', detail: 'say why it is registered' }],
  });
}

function recordSeen(tx: Transaction, documentId: string, { verdict, reason }: SeenVerdict): void {
  record(tx, { type: 'document-verified', documentId, verdict, ...(reason !== null && { reason }) });
}

async function refuseDuplicate(tx: Transaction, key: string | null, mainSha256: string): Promise<void> {
  const { agencyId } = tx.actor;
  const sameCode = key === null ? undefined : await inForce(tx, { agencyId, duplicateKey: key });
  const other = sameCode ?? (await inForce(tx, { agencyId, mainSha256 }));
  if (!other) return;
  const same = sameCode ? 'number, symbol and issuer' : 'file';
  throw new DomainError('conflict', 'possible-duplicate', `Number ${other.number} has the same ${same}`, {
    extra: { documentId: other.id, arrivalNumber: other.number, year: other.year, same: sameCode ? 'code' : 'file' },
  });
}

/** Such a document, unless its number was voided: then it may well be registered again. */
async function inForce(tx: Transaction, where: Where<IncomingDocument>): Promise<IncomingDocument | undefined> {
  return (await tx.list(incomingDocuments, where)).find(({ state }) => state !== 'voided');
}
