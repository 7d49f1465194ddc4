import { routes } from '../../platform/api/http.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { registerView } from '../registers/queries.ts';
import { beginRegister } from './begin-register.ts';
import { bookAfter, listImported, readBooks } from './book-queries.ts';
import { closeRegister } from './close-register.ts';
import { confirmNumbers } from './confirm-numbers.ts';
import { booksContract } from './contract.ts';
import { exportBook } from './export-book.ts';
import { checkImport, importRegister } from './import-register.ts';
import { openRegister } from './open-register.ts';
import { printBook } from './print-book.ts';
import { readBook, type WhenPassedOn } from './read-book.ts';

const thisYear = () => yearInVietnam(currentTime());

export const booksRoutes = (passedOn: WhenPassedOn) =>
  routes(booksContract, {
    readBooks: ({ query }, actor) => readBooks(actor, thisYear(), query.year),
    readBook: ({ params, query }, actor) => readBook(actor, { ...params, ...query }, passedOn),
    printBook: ({ params, query }, actor) => printBook(actor, params.registerId, query, passedOn),
    exportBook: ({ params, query }, actor) => exportBook(actor, params.registerId, query, passedOn),
    openRegister: ({ body }, actor) =>
      requestedAct(actor, async (tx) => registerView(await openRegister(tx, body), yearInVietnam(tx.now))),
    beginRegister: ({ body }, actor) =>
      requestedAct(actor, async (tx) => registerView(await beginRegister(tx, body), yearInVietnam(tx.now))),
    closeRegister: ({ params, body }, actor) =>
      requestedAct(actor, async (tx) => bookAfter(tx, await closeRegister(tx, { ...params, ...body }))),
    confirmNumbers: ({ body }, actor) =>
      requestedAct(actor, async (tx) => {
        const confirmed = await confirmNumbers(tx, body);
        return { registers: confirmed.map((register) => registerView(register, yearInVietnam(tx.now))) };
      }),
    checkImport: ({ body }, actor) => requestedAct(actor, (tx) => checkImport(tx, body), 'import'),
    importRegister: ({ body }, actor) =>
      requestedAct(actor, async (tx) => registerView(await importRegister(tx, body), yearInVietnam(tx.now)), 'import'),
    listImported: ({ params, query }, actor) => listImported(actor.agencyId, params.registerId, query),
  });
