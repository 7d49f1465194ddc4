import { dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { noteUpload } from '../../server/platform/uploads/uploads.ts';
import { takeMainFile } from '../../server/registry/documents/take-files.ts';
import { readIncoming } from '../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { requestVoidIncoming } from '../../server/registry/incoming/request-void-incoming.ts';
import { voidIncoming } from '../../server/registry/incoming/void-incoming.ts';
import { documentType } from '../../server/registry/registers/document-type.ts';
import { actorOf, agencyOf, type DemoLife, headOf, workingDaysFromNow } from './desk.ts';
import { handleDocument } from './handle-document.ts';
import { at, type Life, settledAt } from './lives.ts';
import { type StoredPdf, scanOf } from './paper-pages.ts';
import type { SeededAgency } from './people.ts';
import type { Course, DemoPaper } from './traffic/model.ts';

/** What the clerk reads from a paper. */
export interface OnPaper {
  readonly code: readonly [number: string, notation: string];
  readonly typeCode: string;
  readonly subject: string;
  readonly issuer: { readonly agencyId: string | null; readonly name: string };
  readonly issuedOn: string;
  readonly signer: { readonly position: string; readonly fullName: string };
  readonly priority: number;
  readonly dueOn: string | null;
  readonly scan: StoredPdf;
}

/** The life of a document that came on paper from outside the province. */
export async function* receivePaper(life: DemoLife, paper: DemoPaper): Life {
  const { ago, issuer, subject, type, body, dueWithin, priority = 0 } = paper;
  const agency = agencyOf(life, paper.at);
  const [number, notation] = paper.code;
  const [position, fullName] = paper.signer;
  yield at(ago, '8:55');
  const issuedOn = life.clock.dayOf(ago + 2);
  const content = {
    typeCode: type,
    typeName: documentType(type)?.name ?? type,
    notation,
    subject,
    recipients: [{ agencyId: agency.id, name: agency.name, paperCopies: 1, paperReason: null }],
    priority,
    signer: { positionId: '', personId: '', name: fullName, title: position, capacity: [] },
    letter: { addressees: [], body, copies: [] },
  };
  const letterhead = { name: issuer, parentName: null, place: paper.place ?? 'Sao Mai' };
  const scan = await scanOf(content, letterhead, { number, day: issuedOn });
  yield at(ago, '9:20');
  yield* registerPaper(agency, ago, paper, {
    code: paper.code,
    typeCode: type,
    subject,
    issuer: { agencyId: null, name: issuer },
    issuedOn,
    signer: { position, fullName },
    priority,
    dueOn: dueWithin === undefined ? null : workingDaysFromNow(dueWithin),
    scan,
  });
}

/** Registers what lies on the scanner now, and hands it on as far as its fate says. */
export async function* registerPaper(
  agency: SeededAgency,
  ago: number,
  course: Course & Pick<DemoPaper, 'mistake'>,
  { code, scan, subject, ...read }: OnPaper,
): Life {
  const clerk = actorOf(agency, 'vanthu');
  const [codeNumber, codeNotation] = code;
  const { id: documentId } = await inTransaction(clerk, async (tx) =>
    registerIncoming(tx, {
      ...read,
      codeNumber,
      codeNotation,
      typeName: null,
      subject,
      language: 'Tiếng Việt',
      pageAmount: scan.pages,
      description: null,
      arrivedOn: dayInVietnam(currentTime()),
      toPlaces: null,
      files: [await takeMainFile(tx, noteUpload(tx, scan).id)],
      origin: { source: 'upload' },
      duplicateReason: null,
    }),
  );
  if (!course.mistake) {
    yield* handleDocument({ agency, documentId, subject, ago }, course);
    return;
  }
  const { reason, decided } = course.mistake;
  yield settledAt(ago, '10:50');
  const { version } = await readIncoming(clerk, documentId);
  const asked = await inTransaction(clerk, (tx) => requestVoidIncoming(tx, { documentId, version, reason }));
  if (!decided) return;
  yield at(ago, '14:30');
  await inTransaction(headOf(agency), (tx) => voidIncoming(tx, { documentId, version: asked.version }));
}
