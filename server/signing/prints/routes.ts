import { routes } from '../../platform/api/http.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { type PrintView, printsContract } from './contract.ts';
import type { Print } from './print.ts';
import { printIncoming, printOutgoing } from './print-document.ts';
import { printedFile } from './printed-file.ts';
import { admitLookUp, stateOfCopy } from './state-of-copy.ts';

const viewOf = ({ id, documentId, form, copies, at }: Print): PrintView => ({
  ...{ id, documentId, form, copies },
  at: at.toISOString(),
});

export const printsRoutes = routes(
  printsContract,
  {
    printIncoming: ({ params, body }, actor) =>
      requestedAct(actor, async (tx) => viewOf(await printIncoming(tx, { ...params, ...body }))),
    printOutgoing: ({ params, body }, actor) =>
      requestedAct(actor, async (tx) => viewOf(await printOutgoing(tx, { ...params, ...body }))),
    printedFile: ({ params, query }, actor) => printedFile(actor, [params.printId, ...(query.with ?? [])]),
    stateOfCopy: ({ params }) => stateOfCopy(params.code),
  },
  { stateOfCopy: admitLookUp },
);
