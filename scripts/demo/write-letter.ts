import { sign } from 'node:crypto';
import type { Actor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { noteUpload } from '../../server/platform/uploads/uploads.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { createDraft } from '../../server/registry/outgoing/drafts/create-draft.ts';
import type { Description } from '../../server/registry/outgoing/drafts/draft-content.ts';
import { returnDraft } from '../../server/registry/outgoing/drafts/return-draft.ts';
import { submitDraft } from '../../server/registry/outgoing/drafts/submit-draft.ts';
import { numberDocument } from '../../server/registry/outgoing/numbering/number-document.ts';
import { readyToNumber } from '../../server/registry/outgoing/numbering/ready-to-number.ts';
import { requestVoid } from '../../server/registry/outgoing/numbering/request-void.ts';
import { voidNumber } from '../../server/registry/outgoing/numbering/void-number.ts';
import { readOutgoing } from '../../server/registry/outgoing/queries.ts';
import { beginDocumentSignature } from '../../server/signing/signatures/begin-signature.ts';
import { recallBegun } from '../../server/signing/signatures/begun-signature.ts';
import { completeDocumentSignature } from '../../server/signing/signatures/complete-signature.ts';
import { actorOf, agencyOf, type DemoLife, headOf, workingDaysFromNow } from './desk.ts';
import { at, type Life, settledAt } from './lives.ts';
import { renderAnnex } from './paper-pages.ts';
import type { SeededAgency } from './people.ts';
import type { DemoLetter } from './traffic/model.ts';

/** The life of an electronic letter in its own agency – drafted, signed, numbered, sealed, sent – as far as it gets. */
export async function* writeLetter(life: DemoLife, letter: DemoLetter): Life {
  const { ago, stopsAt, reason = '' } = letter;
  const agency = agencyOf(life, letter.from);
  const signer = signerOf(agency, letter);
  const clerk = actorOf(agency, 'vanthu');

  yield at(draftedAgo(life, letter), '8:25');
  const drafter = actorOf(agency, letter.drafter ?? 'chuyenvien');
  const request = await descriptionOf(life, agency, letter, drafter);
  const annexes = await Promise.all((letter.annexes ?? []).map((title) => renderAnnex(agency.name, title)));
  const { id: documentId, version } = await inTransaction(drafter, (tx) =>
    createDraft(tx, {
      ...request,
      uploadId: null,
      letter: { addressees: [], body: letter.body, copies: [] },
      attachmentUploadIds: annexes.map((annex) => noteUpload(tx, annex).id),
    }),
  );
  if (stopsAt === 'draft') return;
  await inTransaction(drafter, (tx) => submitDraft(tx, { documentId, version }));
  if (stopsAt === 'submitted') return;

  yield settledAt(ago, '9:30');
  if (stopsAt === 'returned') {
    const shown = await readOutgoing(signer, documentId);
    await inTransaction(signer, (tx) => returnDraft(tx, { documentId, version: shown.version, reason }));
    return;
  }
  await signDraft(agency, letter, documentId);
  if (stopsAt === 'signed') return;

  yield at(ago, '10:05');
  const { version: signed } = await readOutgoing(clerk, documentId);
  const ready = await readyToNumber(clerk, { documentId, version: signed });
  yield at(ago, '10:06');
  const numbered = await inTransaction(clerk, (tx) => numberDocument(tx, ready));
  if (stopsAt !== 'void-asked' && stopsAt !== 'voided') return;
  const asked = await inTransaction(clerk, (tx) => requestVoid(tx, { documentId, version: numbered.version, reason }));
  if (stopsAt === 'void-asked') return;
  yield at(ago, '14:30');
  await inTransaction(signer, (tx) => voidNumber(tx, { documentId, version: asked.version }));
}

/** What is to be issued was begun some days before, but in the same year: the year stands on the page. */
function draftedAgo({ clock }: DemoLife, { ago, stopsAt }: DemoLetter): number {
  const begun = ago + (ago > 40 ? 10 : 1);
  const isSameYear = clock.dayOf(begun).slice(0, 4) === clock.dayOf(ago).slice(0, 4);
  return isSameYear && stopsAt === undefined ? begun : ago;
}

/** Who signs a letter. */
function signerOf(agency: SeededAgency, { signer }: DemoLetter): Actor {
  return signer ? actorOf(agency, signer) : headOf(agency);
}

/** What is said of a letter when it is drafted, or registered with its scan. */
export async function descriptionOf(
  life: DemoLife,
  agency: SeededAgency,
  letter: DemoLetter,
  drafter: Actor,
): Promise<Description> {
  const { type, subject, priority = 0, replyWithin, to, outside = [], answers } = letter;
  const answered = answers && (await readOne(incomingDocuments, { agencyId: agency.id, subject: answers }));
  if (answers && !answered) throw new Error(`${agency.name} has not registered ${answers}`);
  const inside = to.map(({ key, paper }) => {
    const { id, name } = agencyOf(life, key);
    return { agencyId: id, name, paperCopies: paper ? 1 : 0, paperReason: paper ?? null };
  });
  return {
    typeCode: type,
    subject,
    unitId: drafter.unitId ?? null,
    signerPositionId: signerOf(agency, letter).positionId,
    recipients: [...inside, ...outside.map((name) => ({ agencyId: null, name, paperCopies: 1, paperReason: null }))],
    priority,
    replyBy: replyWithin === undefined ? null : workingDaysFromNow(replyWithin),
    description: null,
    answersDocumentIds: answered ? [answered.id] : [],
  };
}

async function signDraft(agency: SeededAgency, letter: DemoLetter, documentId: string): Promise<void> {
  const signer = signerOf(agency, letter);
  const shown = await readOutgoing(signer, documentId);
  const post = [...agency.actors].find(([, actor]) => actor === signer)?.[0] ?? '';
  const key = agency.keys.get(post);
  if (!key || !shown.main) throw new Error(`Nobody of ${agency.name} can sign ${letter.subject}`);
  const certificates = [key.certificate, ...key.chain].map((der) => Buffer.from(der).toString('base64'));
  const { version, main } = shown;
  const asked = { documentId, version, fileSha256: main.sha256, certificates };
  const { id: signatureId, begun } = await beginDocumentSignature(signer, asked, (session) => ({
    id: session.id,
    begun: session.begun,
  }));
  const { signedAttributes } = recallBegun(begun, new Uint8Array());
  const signature = sign('sha256', signedAttributes, key.privateKey).toString('base64');
  await completeDocumentSignature(signer, { documentId, signatureId, signature }, ({ id }) => id);
}
