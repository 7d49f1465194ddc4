import mongoose from 'mongoose';
import { positionsById } from '../../identity/queries.ts';
import { addDays, dayInVietnam, startOfDay } from '../../platform/calendar.ts';
import { readSome } from '../../platform/database/store.ts';
import { termOf } from '../../registry/books/handling-row.ts';
import { isAnswered } from '../../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../../registry/incoming/store.ts';
import { numberingOf } from '../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { assignments } from '../../routing/store.ts';
import type { Period } from '../period.ts';
import { outcomeOfIncoming, outcomeOfOutgoing } from './judge-outcome.ts';
import type { Outcome, ReportKind } from './outcomes.ts';

/** A document of a period: with whom it is, and how far it has come. */
export interface Judged {
  /** The unit of its main handler or drafter; null where they belong to none, undefined where nobody handles it. */
  readonly unitId: string | null | undefined;
  readonly outcome: Outcome;
}

type Judge = (agencyId: string, period: Period, today: string) => Promise<Judged[]>;

/** Every document of an agency that was given a number in a period, as it stands today. */
export const judgedDocuments: Readonly<Record<ReportKind, Judge>> = {
  incoming: async (agencyId, { from, to }, today) => {
    const registeredAt = mongoose.trusted({ $gte: startOfDay(from), $lt: startOfDay(addDays(to, 1)) });
    const asked = ['state', 'dueOn', 'handlers', 'answeredBy'] as const;
    const found = await readSome(incomingDocuments, asked, { agencyId, registeredAt });
    const mainOf = ({ handlers }: (typeof found)[number]) => handlers.find(({ role }) => role === 'main')?.positionId;
    const [doneOn, issuedOn, positions] = await Promise.all([
      daysOfWork(
        agencyId,
        found.flatMap(({ id, state }) => (state === 'done' ? id : [])),
      ),
      daysOfIssue(
        agencyId,
        found.filter(isAnswered).flatMap(({ answeredBy }) => answeredBy.flatMap(answering)),
      ),
      positionsById([...new Set(found.flatMap((document) => mainOf(document) ?? []))]),
    ]);
    return found.map((document) => {
      const answered = document.answeredBy.flatMap(answering).flatMap((id) => issuedOn.get(id) ?? []);
      const [settledOn = null] = [...answered, doneOn.get(document.id) ?? []].flat().toSorted();
      const main = mainOf(document);
      return {
        unitId: main === undefined ? undefined : (positions.get(main)?.unitId ?? null),
        outcome: outcomeOfIncoming({ state: document.state, dueOn: termOf(document), settledOn }, today),
      };
    });
  },
  outgoing: async (agencyId, { from, to }) => {
    const issuedOn = mongoose.trusted({ $gte: from, $lte: to });
    const found = await readSome(outgoingDocuments, ['state', 'unitId'], { agencyId, 'state.issuedOn': issuedOn });
    return found.flatMap((document) => {
      const state = numberingOf(document);
      return state ? [{ unitId: document.unitId, outcome: outcomeOfOutgoing(state) }] : [];
    });
  },
};

function answering({ documentId, refused }: { readonly documentId: string; readonly refused?: boolean }): string[] {
  return refused === true ? [] : [documentId];
}

/** The day on which the main handler of each of these documents said that it is done. */
async function daysOfWork(agencyId: string, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const where = { agencyId, role: 'main' as const, state: 'done' as const };
  const documentId = mongoose.trusted({ $in: documentIds });
  const parts = await readSome(assignments, ['documentId', 'doneAt'], { ...where, documentId });
  return new Map(parts.flatMap(({ documentId: id, doneAt }) => (doneAt ? [[id, dayInVietnam(doneAt)] as const] : [])));
}

async function daysOfIssue(agencyId: string, answerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const answers = await readSome(outgoingDocuments, ['state'], { agencyId, _id: mongoose.trusted({ $in: answerIds }) });
  return new Map(
    answers.flatMap((answer) => {
      const numbering = numberingOf(answer);
      return numbering ? [[answer.id, numbering.issuedOn] as const] : [];
    }),
  );
}
