import mongoose from 'mongoose';
import { arrivalSummary } from '../exchange/queries.ts';
import { arrivals, deliveries } from '../exchange/store.ts';
import { visibleTo } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { addWorkingDays, dayInVietnam, daysLeft, workingDayFrom } from '../platform/calendar.ts';
import { readAll } from '../platform/database/store.ts';
import { handleBy, type IncomingDocument, may as mayHandle } from '../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import {
  allowedActs,
  codeOfOutgoing,
  numberingOf,
  type OutgoingDocument,
} from '../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import { openAssignments } from '../routing/queries.ts';
import { agencyCertificatesToTend, ownCertificateToTend } from '../signing/certificates/ends-of-certificates.ts';
import type { DueItem } from './contract.ts';
import { givenUpWork } from './given-up-work.ts';
import { assignedToNobody, draftsWithoutDrafter, draftsWithoutSigner, presentedToNobody } from './gone-holders.ts';
import { houseFaults } from './house-faults.ts';

/** A home page shows no more of one kind than a person can do in days; the lists have the rest. */
const MOST_OF_A_KIND = 100;
const { trusted } = mongoose;

type Sources = (actor: Actor, today: string) => Promise<DueItem[]>;

/** Everything that waits for this position today, in no order. */
export async function dueItems(actor: Actor, now: Date): Promise<DueItem[]> {
  const today = dayInVietnam(now);
  const sources: Sources[] = [
    handling,
    returned,
    withoutSigner,
    (who) => givenUpWork(who, MOST_OF_A_KIND),
    (who) => houseFaults(who, now, MOST_OF_A_KIND),
  ];
  if (actor.roles.includes('clerk'))
    sources.push(toRegister, toPresent, toPresentAnew, toHandOver, toNumber, stuckDeliveries);
  if (actor.roles.includes('leader'))
    sources.push(toSign, toDirect, toDirectAnew, (who) => ofCertificates(who, ownCertificateToTend, now));
  if (actor.roles.includes('administrator')) sources.push((who) => ofCertificates(who, agencyCertificatesToTend, now));
  if (actor.roles.includes('clerk') || actor.roles.includes('leader')) sources.push(toDecideVoid, toDecideVoidIncoming);
  const found = await Promise.all(sources.map((source) => source(actor, today)));
  return found.flat();
}

const toRegister: Sources = async (actor, today) => {
  const found = await readAll(
    arrivals,
    { agencyId: actor.agencyId, state: 'arrived' },
    { sort: { arrivedAt: 1 }, limit: MOST_OF_A_KIND },
  );
  return found.map(arrivalSummary).map((arrival) => ({
    kind: 'arrival',
    id: arrival.id,
    documentId: null,
    code: arrival.code,
    subject: arrival.subject,
    who: arrival.senderName,
    at: arrival.arrivedAt,
    priority: arrival.priority,
    dueOn: arrival.registerBy,
    verdict: arrival.verdict,
    daysLeft: daysLeft(arrival.registerBy, today),
    action: 'register',
    note: null,
  }));
};

/** To be presented on the day of registration, at the latest the next working day (NĐ 30/2020 Điều 23.1). */
const toPresent: Sources = async (actor, today) => {
  const found = await readAll(
    incomingDocuments,
    { $and: [visibleTo(actor), { state: 'registered' }] },
    { sort: { registeredAt: 1 }, limit: MOST_OF_A_KIND },
  );
  return found.map((document) =>
    ofIncoming(document, today, { kind: 'incoming', action: 'present', dueOn: nextWorkingDay(document.registeredAt) }),
  );
};

const toDirect: Sources = async (actor, today) => {
  const mine = { agencyId: actor.agencyId, state: 'presented', presentedTo: actor.positionId };
  const found = await readAll(incomingDocuments, mine, { sort: { registeredAt: 1 }, limit: MOST_OF_A_KIND });
  return found.map((document) =>
    ofIncoming(document, today, { kind: 'incoming', action: 'direct', dueOn: nextWorkingDay(document.registeredAt) }),
  );
};

const handling: Sources = async (actor, today) => {
  const { positionId, agencyId } = actor;
  const parts = await openAssignments(agencyId, positionId, MOST_OF_A_KIND);
  const ids = trusted({ $in: parts.map(({ documentId }) => documentId) });
  const found = await readAll(incomingDocuments, { agencyId, _id: ids });
  const documents = new Map(found.map((document) => [document.id, document]));
  return parts.flatMap(({ documentId, dueOn }) => {
    const document = documents.get(documentId);
    return document ? [ofIncoming(document, today, { kind: 'assignment', action: 'handle', dueOn })] : [];
  });
};

const toSign: Sources = async (actor, today) => {
  const mine = { agencyId: actor.agencyId, 'state.status': 'submitted', 'signer.positionId': actor.positionId };
  const found = await readAll(outgoingDocuments, mine, { sort: { updatedAt: 1 }, limit: MOST_OF_A_KIND });
  return found.map((document) =>
    ofOutgoing(document, today, { kind: 'outgoing-sign', action: 'sign', who: document.drafter.name, dueOn: null }),
  );
};

/** To be issued on the day of signing, at the latest the next working day (NĐ 30/2020 Điều 15.2, 18.1). */
const toNumber: Sources = async (actor, today) => {
  const waiting = { 'state.status': trusted({ $in: ['signed', 'numbered'] }) };
  const found = await readAll(
    outgoingDocuments,
    { $and: [visibleTo(actor), waiting] },
    { sort: { updatedAt: 1 }, limit: MOST_OF_A_KIND },
  );
  return found.flatMap((document) => {
    const allowed = allowedActs(actor, document);
    const asked = { who: document.signer.name, dueOn: issueOn(document) };
    if (allowed.includes('number')) {
      return [ofOutgoing(document, today, { ...asked, kind: 'outgoing-number', action: 'number' })];
    }
    if (!allowed.includes('retry-seal')) return [];
    return [ofOutgoing(document, today, { ...asked, kind: 'outgoing-seal-failed', action: 'retry-seal' })];
  });
};

/** Numbers that somebody else asks to void: until a second person decides, the document is neither sealed nor issued. */
const toDecideVoid: Sources = async (actor, today) => {
  const asked = { 'state.status': 'numbered', 'state.voidRequest': trusted({ $ne: null }) };
  const found = await readAll(
    outgoingDocuments,
    { $and: [visibleTo(actor), asked] },
    { sort: { updatedAt: 1 }, limit: MOST_OF_A_KIND },
  );
  return found.flatMap((document) => {
    const numbering = numberingOf(document);
    const request = numbering && 'voidRequest' in numbering ? numbering.voidRequest : undefined;
    if (!request || !allowedActs(actor, document).includes('void')) return [];
    const item = ofOutgoing(document, today, {
      kind: 'outgoing-void',
      action: 'decide-void',
      who: request.by.name,
      dueOn: issueOn(document),
    });
    return [{ ...item, note: request.reason }];
  });
};

const toDecideVoidIncoming: Sources = async (actor, today) => {
  const found = await readAll(
    incomingDocuments,
    { $and: [visibleTo(actor), { state: 'void-asked' }] },
    { sort: { registeredAt: 1 }, limit: MOST_OF_A_KIND },
  );
  return found.flatMap((document) => {
    const { voidRequest, registeredAt } = document;
    if (!voidRequest || !mayHandle(actor, 'void', document)) return [];
    const dueOn = nextWorkingDay(registeredAt);
    const item = ofIncoming(document, today, { kind: 'incoming-void', action: 'decide-void', dueOn });
    return [{ ...item, who: voidRequest.by.name, at: voidRequest.at.toISOString(), note: voidRequest.reason }];
  });
};

/** The day a signed document is to be issued; none for one that was signed in ink. */
function issueOn({ state }: OutgoingDocument): string | null {
  return 'signedAt' in state && state.signedAt ? workingDayFrom(dayInVietnam(state.signedAt)) : null;
}

const returned: Sources = async (actor, today) => {
  const mine = {
    agencyId: actor.agencyId,
    'state.status': 'draft',
    'drafter.positionId': actor.positionId,
    notice: trusted({ $ne: null }),
  };
  const found = await readAll(outgoingDocuments, mine, { sort: { updatedAt: 1 }, limit: MOST_OF_A_KIND });
  return found.map((document) =>
    ofOutgoing(document, today, {
      kind: 'outgoing-returned',
      action: 'correct',
      who: document.signer.name,
      dueOn: null,
    }),
  );
};

const withoutSigner: Sources = async (actor, today) =>
  (await draftsWithoutSigner(actor, MOST_OF_A_KIND)).map(({ document, held }) =>
    ofOutgoing(document, today, { kind: 'outgoing-signer-gone', action: 'correct', who: held, dueOn: null }),
  );

const toHandOver: Sources = async (actor, today) =>
  (await draftsWithoutDrafter(actor, MOST_OF_A_KIND)).map(({ document, held }) =>
    ofOutgoing(document, today, { kind: 'outgoing-drafter-gone', action: 'hand-over', who: held, dueOn: null }),
  );

const toPresentAnew: Sources = async (actor, today) =>
  (await presentedToNobody(actor, MOST_OF_A_KIND)).map(({ document, held }) => {
    const dueOn = nextWorkingDay(document.registeredAt);
    return { ...ofIncoming(document, today, { kind: 'incoming-holder-gone', action: 'present', dueOn }), who: held };
  });

const toDirectAnew: Sources = async (actor, today) =>
  (await assignedToNobody(actor, MOST_OF_A_KIND)).map(({ document, held }) => {
    const asked: Asked = { kind: 'incoming-holder-gone', action: 'direct', dueOn: handleBy(document) };
    return { ...ofIncoming(document, today, asked), who: held };
  });

const stuckDeliveries: Sources = async (actor, today) => {
  const bad = { agencyId: actor.agencyId, state: trusted({ $in: ['stuck', 'refused'] }) };
  const found = await readAll(deliveries, bad, { sort: { createdAt: -1 }, limit: MOST_OF_A_KIND });
  const ids = trusted({ $in: found.map(({ documentId }) => documentId) });
  const documents = new Map(
    (await readAll(outgoingDocuments, { agencyId: actor.agencyId, _id: ids })).map((document) => [
      document.id,
      document,
    ]),
  );
  return found.flatMap((delivery) => {
    const document = documents.get(delivery.documentId);
    if (!document) return [];
    const refused = delivery.state === 'refused';
    const item = ofOutgoing(document, today, {
      kind: refused ? 'delivery-refused' : 'delivery-stuck',
      action: 'see-delivery',
      who: delivery.recipient.name,
      dueOn: dayInVietnam(delivery.createdAt),
    });
    return [
      {
        ...item,
        id: delivery.id,
        note: delivery.receipts.find(({ code }) => code === '02')?.reason ?? delivery.lastError ?? null,
      },
    ];
  });
};

type Tended = typeof ownCertificateToTend;

/** Keys that end stop everything they sign: whoever can renew them hears of it 60, 30, 7 and 1 days before. */
async function ofCertificates(actor: Actor, toTend: Tended, now: Date): Promise<DueItem[]> {
  const today = dayInVietnam(now);
  return (await toTend(actor, now)).map(({ id, kind, purpose, until, since, priority }) => {
    const dueOn = kind === 'certificate-pending' ? null : dayInVietnam(until);
    return {
      ...{ kind, id, documentId: null, code: '', subject: '', who: '', verdict: null, note: null, priority, dueOn },
      at: since.toISOString(),
      daysLeft: daysLeft(dueOn, today),
      action: 'see-certificates',
      ...(purpose ? { purpose } : {}),
    };
  });
}

type Asked = Pick<DueItem, 'kind' | 'action' | 'dueOn'>;

function ofIncoming(document: IncomingDocument, today: string, asked: Asked): DueItem {
  const { id, code, subject, issuer, registeredAt, priority, verdict } = document;
  return {
    ...asked,
    id,
    documentId: id,
    code,
    subject,
    who: issuer.name,
    at: registeredAt.toISOString(),
    priority,
    verdict,
    daysLeft: daysLeft(asked.dueOn, today),
    note: null,
  };
}

function ofOutgoing(document: OutgoingDocument, today: string, asked: Asked & Pick<DueItem, 'who'>): DueItem {
  const { id, subject, updatedAt, priority, notice } = document;
  return {
    ...asked,
    id,
    documentId: id,
    code: codeOfOutgoing(document),
    subject,
    at: updatedAt.toISOString(),
    priority,
    verdict: null,
    daysLeft: daysLeft(asked.dueOn, today),
    note: notice?.text ?? null,
  };
}

function nextWorkingDay(moment: Date): string {
  return addWorkingDays(dayInVietnam(moment), 1);
}
