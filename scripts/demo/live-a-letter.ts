import { sign } from 'node:crypto';
import { registerArrival } from '../../server/exchange/register-arrival.ts';
import { returnArrival } from '../../server/exchange/return-arrival.ts';
import { arrivals } from '../../server/exchange/store.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { addDays, dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { jobs } from '../../server/platform/jobs.ts';
import { readOne } from '../../server/platform/store.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import type { JobWorker } from '../../server/platform/worker/job-worker.ts';
import { createDraft } from '../../server/registry/create-draft.ts';
import { numberDocument } from '../../server/registry/number-document.ts';
import { readOutgoing } from '../../server/registry/outgoing-queries.ts';
import { readyToNumber } from '../../server/registry/ready-to-number.ts';
import { returnDraft } from '../../server/registry/return-draft.ts';
import { submitDraft } from '../../server/registry/submit-draft.ts';
import { finishAssignment } from '../../server/routing/finish-assignment.ts';
import { giveDirective } from '../../server/routing/give-directive.ts';
import { presentDocument } from '../../server/routing/present-document.ts';
import { startAssignment } from '../../server/routing/start-assignment.ts';
import { assignments } from '../../server/routing/store.ts';
import { beginDocumentSignature } from '../../server/signing/begin-signature.ts';
import { recallBegun } from '../../server/signing/begun-signature.ts';
import { completeDocumentSignature } from '../../server/signing/complete-signature.ts';
import type { DemoClock } from './demo-clock.ts';
import type { Seeded, SeededAgency } from './people.ts';
import type { DemoLetter, Fate } from './traffic.ts';

/** What the lives of demo documents need: the people, the clock they live by, and the worker that does what acts leave. */
export interface DemoLife {
  readonly seeded: Seeded;
  readonly clock: DemoClock;
  readonly worker: JobWorker;
}

const MOST_TRIES = 20;

/** Lets the worker do what acts have left; on a slow machine a job may need another try, which is due a little later. */
export async function settle({ worker, clock }: DemoLife): Promise<void> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    await worker.drain();
    if (!(await readOne(jobs, { state: 'waiting' }))) return;
    clock.pass(1);
  }
  throw new Error('Jobs of the demo go on failing; the warnings above say why');
}

/** Takes one letter through the real acts – drafted, signed, numbered, sealed, sent, handled – as far as its fate says. */
export async function liveLetter(life: DemoLife, letter: DemoLetter): Promise<void> {
  const { clock } = life;
  clock.advanceTo(letter.daysAgo, 8, 15);
  const agency = agencyOf(life, letter.from);
  const documentId = await draft(life, agency, letter);
  if (letter.stopsAt === 'draft') return;
  clock.pass(40);
  await signOrReturn(agency, documentId, letter);
  if (letter.stopsAt !== undefined) return;
  clock.pass(35);
  const clerk = actorOf(agency, 'vanthu');
  const signed = await readOutgoing(clerk, documentId);
  const ready = await readyToNumber(clerk, { documentId, version: signed.version });
  await inTransaction(clerk, (tx) => numberDocument(tx, ready));
  await settle(life);
  clock.pass(20);
  await Promise.all(
    letter.to.map(({ key, fate }) =>
      receive(life, agencyOf(life, key), fate, { senderId: agency.id, subject: letter.subject }),
    ),
  );
  await settle(life);
}

async function draft(life: DemoLife, agency: SeededAgency, letter: DemoLetter): Promise<string> {
  const drafter = actorOf(agency, 'chuyenvien');
  const { id, version } = await inTransaction(drafter, (tx) =>
    createDraft(tx, {
      typeCode: letter.type,
      subject: letter.subject,
      unitId: null,
      signerPositionId: actorOf(agency, letter.signer).positionId,
      recipients: recipientsOf(life, letter),
      priority: letter.priority ?? 0,
      replyBy: letter.replyWithin === undefined ? null : addDays(dayInVietnam(currentTime()), letter.replyWithin),
      description: null,
      answersDocumentId: null,
      uploadId: null,
      letter: { addressees: [], body: letter.body, copies: [] },
      attachmentUploadIds: [],
    }),
  );
  if (letter.stopsAt === 'draft') return id;
  await inTransaction(drafter, (tx) => submitDraft(tx, { documentId: id, version }));
  await settle(life);
  return id;
}

function recipientsOf(life: DemoLife, { to, outside = [] }: DemoLetter) {
  const inside = to.map(({ key, paper }) => {
    const { id, name } = agencyOf(life, key);
    return { agencyId: id, name, paperCopies: paper ? 1 : 0, paperReason: paper ?? null };
  });
  return [...inside, ...outside.map((name) => ({ agencyId: null, name, paperCopies: 1, paperReason: null }))];
}

async function signOrReturn(agency: SeededAgency, documentId: string, letter: DemoLetter): Promise<void> {
  const leader = actorOf(agency, letter.signer);
  const shown = await readOutgoing(leader, documentId);
  if (letter.stopsAt === 'submitted') return;
  if (letter.stopsAt === 'returned') {
    const reason = 'Bổ sung căn cứ pháp lý và dự toán kinh phí trước khi trình lại';
    await inTransaction(leader, (tx) => returnDraft(tx, { documentId, version: shown.version, reason }));
    return;
  }
  const key = agency.keys.get(letter.signer);
  if (!key || !shown.main) throw new Error(`${letter.signer} of ${agency.name} cannot sign`);
  const certificates = [key.certificate, ...key.chain].map((der) => Buffer.from(der).toString('base64'));
  const { version, main } = shown;
  const request = { documentId, version, fileSha256: main.sha256, certificates };
  const session = await beginDocumentSignature(leader, request, (begun) => begun);
  const { signedAttributes } = recallBegun(session.begun, new Uint8Array());
  const signature = sign('sha256', signedAttributes, key.privateKey).toString('base64');
  await completeDocumentSignature(leader, { documentId, signatureId: session.id, signature }, ({ id }) => id);
}

const order: readonly Fate[] = ['arrived', 'registered', 'presented', 'assigned', 'in-progress', 'done'];
const directives = [
  'Chủ trì tham mưu văn bản trả lời, trình lãnh đạo ký đúng hạn.',
  'Nghiên cứu, đề xuất phương án triển khai, báo cáo lãnh đạo.',
  'Tổ chức thực hiện, theo dõi, đôn đốc và báo cáo kết quả.',
];

async function receive(
  life: DemoLife,
  agency: SeededAgency,
  fate: Fate,
  from: { senderId: string; subject: string },
): Promise<void> {
  const clerk = actorOf(agency, 'vanthu');
  const found = {
    agencyId: agency.id,
    senderAgencyId: from.senderId,
    state: 'arrived',
    'envelope.document.subject': from.subject,
  };
  const arrival = await readOne(arrivals, found);
  if (!arrival || fate === 'arrived') return;
  const { id: arrivalId, version } = arrival;
  if (fate === 'refused') {
    const reason = 'Thiếu phụ lục kèm theo, đề nghị gửi lại đủ phụ lục';
    await inTransaction(clerk, (tx) => returnArrival(tx, { arrivalId, version, reason }));
    return;
  }
  const request = { arrivalId, version, dueOn: null, description: null, duplicateReason: null };
  const { id: documentId } = await inTransaction(clerk, (tx) => registerArrival(tx, request));
  await handle(life, agency, documentId, fate);
}

/** The life of a registered document: presented, directed, begun, done – as far as its fate says. */
export async function handle(life: DemoLife, agency: SeededAgency, documentId: string, fate: Fate): Promise<void> {
  const reaches = (step: Fate) => order.indexOf(fate) >= order.indexOf(step);
  const leader = leaderOf(agency);
  const handler = actorOf(agency, 'chuyenvien');
  if (!reaches('presented')) return;
  await inTransaction(actorOf(agency, 'vanthu'), (tx) =>
    presentDocument(tx, { documentId, leaderPositionId: leader.positionId, proposal: null }),
  );
  if (!reaches('assigned')) return;
  life.clock.pass(15);
  const text = directives[documentId.charCodeAt(documentId.length - 1) % directives.length] ?? '';
  const dueOn = addDays(dayInVietnam(currentTime()), 7);
  const head = actorOf(agency, 'truongphong').positionId;
  await inTransaction(leader, (tx) =>
    giveDirective(tx, {
      documentId,
      text,
      mainPositionId: handler.positionId,
      coHandlerPositionIds: [],
      forInformationPositionIds: [head],
      dueOn,
    }),
  );
  const mine = await readOne(assignments, { agencyId: agency.id, documentId, positionId: handler.positionId });
  if (!mine || !reaches('in-progress')) return;
  await inTransaction(handler, (tx) => startAssignment(tx, mine.id));
  if (!reaches('done')) return;
  life.clock.pass(90);
  const result = 'Đã tham mưu văn bản trả lời và tổ chức thực hiện xong.';
  await inTransaction(handler, (tx) => finishAssignment(tx, { assignmentId: mine.id, result }));
}

function leaderOf(agency: SeededAgency): Actor {
  const leader = [...agency.actors.values()].find(({ roles }) => roles.includes('leader'));
  if (!leader) throw new Error(`${agency.name} has no leader`);
  return leader;
}

/** The actor in a post of an agency. */
export function actorOf(agency: SeededAgency, post: string): Actor {
  const actor = agency.actors.get(post);
  if (!actor) throw new Error(`${agency.name} has no ${post}`);
  return actor;
}

/** A seeded agency by its key. */
export function agencyOf({ seeded }: DemoLife, key: string): SeededAgency {
  const agency = seeded.get(key);
  if (!agency) throw new Error(`There is no agency ${key}`);
  return agency;
}
