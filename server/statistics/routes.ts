import mongoose from 'mongoose';
import { seesWholeAgency, visibleTo } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { routes } from '../platform/api/http.ts';
import { dayInVietnam, startOfDay } from '../platform/calendar.ts';
import { currentTime } from '../platform/clock.ts';
import { countRows } from '../platform/database/store.ts';
import { requestedAct } from '../platform/ledger/requested-act.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import { listRegisters } from '../registry/registers/queries.ts';
import { closeWork, workToClose } from './close-work.ts';
import { statisticsContract } from './contract.ts';
import { sortDueWork } from './due-work.ts';
import { dueCounts, dueIncoming, dueOutgoing, dueWork } from './due-work-queries.ts';
import { documentsBehind, shareOf } from './queries.ts';
import { readPostBook } from './reports/read-post-book.ts';
import { readReport } from './reports/read-report.ts';
import { takePostBook } from './reports/take-post-book.ts';
import { takeReport } from './reports/take-report.ts';
import { retryWork } from './retry-work.ts';

export const statisticsRoutes = routes(statisticsContract, {
  share: ({ query }, actor) => shareOf(actor, query),
  shareDocuments: ({ query }, actor) => documentsBehind(actor, query),
  readReport: ({ query }, actor) => readReport(actor, query),
  takeReport: ({ query }, actor) => takeReport(actor, query),
  readPostBook: ({ query }, actor) => readPostBook(actor, query),
  takePostBook: ({ query }, actor) => takePostBook(actor, query),
  dueWork: async (_checked, actor) => {
    const now = currentTime();
    const [{ items, more }, counts, todayDone, next] = await Promise.all([
      dueWork(actor, now),
      dueCounts(actor, now),
      doneToday(actor, now),
      nextNumbers(actor, now),
    ]);
    return { ...sortDueWork(items), more, counts, todayDone, nextNumbers: next, updatedAt: now };
  },
  dueIncoming: ({ query }, actor) => dueIncoming(actor, query),
  dueOutgoing: ({ query }, actor) => dueOutgoing(actor, query),
  retryWork: ({ params }, actor) =>
    requestedAct(actor, async (tx) => {
      await retryWork(tx, params.jobId);
      return null;
    }),
  closeWork: async ({ params: { jobId }, body }, actor) => {
    const toClose = await workToClose(jobId, body);
    return await requestedAct(actor, (tx) => closeWork(tx, toClose, { jobId, ...body }));
  },
});

async function doneToday(actor: Actor, now: Date) {
  const today = dayInVietnam(now);
  const since = mongoose.trusted({ $gte: startOfDay(today) });
  const registeredToday = { registeredAt: since, state: mongoose.trusted({ $nin: ['voided', 'recalled'] }) };
  const issuedToday = { 'state.status': 'issued', 'state.issuedOn': today };
  const [registered, issued] = await Promise.all([
    countRows(incomingDocuments, { $and: [visibleTo(actor), registeredToday] }),
    countRows(outgoingDocuments, { $and: [visibleTo(actor), issuedToday] }),
  ]);
  return { registered, issued };
}

async function nextNumbers(actor: Actor, now: Date) {
  if (!seesWholeAgency(actor)) return [];
  const registers = await listRegisters(actor.agencyId, now);
  return registers
    .filter(({ open }) => open)
    .map(({ kind, series, title, nextNumber }) => ({ kind, series: title ?? series, next: nextNumber }));
}
