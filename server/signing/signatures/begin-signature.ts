import { record } from '../../audit/record.ts';
import { people } from '../../identity/store.ts';
import type { BegunSignature } from '../../pdf-signatures/produce/signature-value.ts';
import { type Appearance, signerText } from '../../pdf-signatures/produce/signer-text.ts';
import type { Actor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { requestedAct, type Sent } from '../../platform/ledger/requested-act.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { DocumentFile } from '../../registry/documents/document-file.ts';
import { incomingDocuments } from '../../registry/incoming/store.ts';
import { demand } from '../../registry/outgoing/outgoing-acts.ts';
import { checkYearOnPage, type OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { readOutgoing } from '../../registry/outgoing/queries.ts';
import { shownToSigner } from '../../registry/outgoing/shown-to-signer.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { assertSigner } from '../keys/assert-signer.ts';
import { keepBegun } from './begun-signature.ts';
import { beginOnStored } from './signature-lane.ts';
import type { SignatureSession } from './signature-session.ts';
import { signatureSessions } from './store.ts';
import { areTimestamped } from './timestamps-in-use.ts';

/** How long a leader may take from opening the key to signing. */
const OPEN_FOR_MS = 15 * 60_000;

export interface BeginSignature {
  readonly documentId: string;
  readonly version: number;
  /** The file on the leader's screen; any other is refused. */
  readonly fileSha256: string;
  /** Base64 of DER, the signer's first; issuers that this deployment knows need not follow. */
  readonly certificates: readonly string[];
  /** What preflight found and the leader signs all the same. */
  readonly seen?: readonly string[] | undefined;
  /** Ids of files beside the shown one that the leader has opened. */
  readonly opened?: readonly string[];
}

/**
 * First phase of a leader's signature — *ký số*: prepares the certifying signature over exactly the version shown and gives what
 * the key in the browser must sign. Refuses another person's certificate, one not for signing, a version that has changed, and a
 * file that acts by itself. `show` makes of the session what is answered, and kept as the answer.
 */
export async function beginDocumentSignature<T>(
  actor: Actor,
  request: BeginSignature,
  show: (session: SignatureSession) => T & Sent<T>,
): Promise<T> {
  const document = await readOutgoing(actor, request.documentId);
  requireShownVersion(actor, document, request);
  const [certificate, ...given] = request.certificates.map((der) => new Uint8Array(Buffer.from(der, 'base64')));
  if (!certificate || !document.main) throw new DomainError('conflict', 'nothing-to-sign', 'There is no file to sign');
  const now = currentTime();
  checkYearOnPage(document.yearOnPage, now);
  const chain = await assertSigner({ certificate, chain: given }, { fullName: document.signer.name, at: now });
  const begun = await beginOnStored(document.main.sha256, {
    certificate,
    chain,
    signingTime: now,
    timestamped: areTimestamped(),
    appearance: await appearanceOf(document, now),
  });
  const increment = await files().put(begun.increment);
  return await requestedAct(actor, async (tx) =>
    show(await openSession(tx, request, document, begun, increment.sha256)),
  );
}

function requireShownVersion(actor: Actor, document: OutgoingDocument, { version, fileSha256 }: BeginSignature): void {
  demand(actor, 'sign', document);
  if (document.version === version && document.main?.sha256 === fileSha256) return;
  throw new DomainError('conflict', 'version-changed', 'The document is no longer the one that was shown', {
    extra: { version: document.version },
  });
}

async function appearanceOf(document: OutgoingDocument, at: Date): Promise<Appearance> {
  const person = await readOne(people, { _id: document.signer.personId });
  if (!person?.signatureImage) return signerText(document.signer.name, at);
  return { kind: 'signature-image', png: await files().read(person.signatureImage) };
}

/** What goes with the file that is signed: the attachments, and the letters it answers. */
async function filesBeside(tx: Transaction, document: OutgoingDocument): Promise<readonly DocumentFile[]> {
  const { answersDocumentIds, attachments } = document;
  const answered = await Promise.all(answersDocumentIds.map((id) => tx.find(incomingDocuments, { id })));
  return [...attachments, ...answered.flatMap((letter) => letter?.files ?? [])];
}

/** The hashes of the files beside by whether the signer has opened them, for the log; nothing is said where nothing lies beside. */
function openedAndNot(beside: readonly DocumentFile[], opened: readonly string[]) {
  const hashes = (isOpened: boolean) =>
    beside.filter(({ id }) => opened.includes(id) === isOpened).map(({ sha256 }) => sha256);
  return beside.length === 0 ? {} : { opened: hashes(true), unopened: hashes(false) };
}

async function openSession(
  tx: Transaction,
  request: BeginSignature,
  shown: OutgoingDocument,
  begun: BegunSignature,
  incrementSha256: string,
): Promise<SignatureSession> {
  const document = await tx.load(outgoingDocuments, request.documentId);
  requireShownVersion(tx.actor, document, { ...request, version: shown.version });
  const seen = request.seen?.length ? { seen: request.seen } : {};
  const beside = openedAndNot(await filesBeside(tx, document), request.opened ?? []);
  record(tx, {
    type: 'signature-begun',
    documentId: document.id,
    versionSha256: begun.base.sha256,
    ...seen,
    ...beside,
  });
  return tx.insert(signatureSessions, {
    agencyId: tx.actor.agencyId,
    documentId: document.id,
    positionId: tx.actor.positionId,
    shownSha256: shownToSigner(document),
    baseSha256: begun.base.sha256,
    incrementSha256,
    begun: keepBegun(begun),
    state: 'open',
    expiresAt: new Date(tx.now.getTime() + OPEN_FOR_MS),
  });
}
