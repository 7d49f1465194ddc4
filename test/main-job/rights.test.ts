import { expect } from 'chai';
import type { Response } from 'supertest';
import supertest from 'supertest';
import { contracts } from '../../server/application.ts';
import { auditContract } from '../../server/audit/contract.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { isGranted } from '../../server/identity/grants-in-use.ts';
import { createUnit } from '../../server/identity/units/create-unit.ts';
import { trayContract } from '../../server/intake/tray/contract.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { type Endpoint, isPersonal } from '../../server/platform/api/contract.ts';
import { addDays } from '../../server/platform/calendar.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { booksContract } from '../../server/registry/books/contract.ts';
import { type IncomingView, incomingContract } from '../../server/registry/incoming/contract.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { printsContract } from '../../server/signing/prints/contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, pathOf } from '../support/ask.ts';
import { foundByWords, kindAndId, savedSearch } from '../support/found.ts';
import { bodiesFor, follow, workGivenUp } from '../support/hidden.ts';
import { type Agent, aKey, anEmployee, signedInAs } from '../support/identity.ts';
import {
  aLetter,
  type Bureau,
  beginBody,
  issuedLetter,
  newestArrival,
  numberedLetter,
  openKey,
  submitted,
  theBureau,
  upload,
} from '../support/letters.ts';
import { aProposedMail } from '../support/mails.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { useOneDay } from '../support/one-day.ts';
import { sampled } from '../support/sampled.ts';
import { aLetterPdf } from '../support/signing.ts';

type Params = Readonly<Record<string, string>>;
interface Named {
  readonly name: string;
  readonly endpoint: Endpoint;
}

const all: readonly Named[] = Object.values(contracts).flatMap((contract) =>
  Object.entries<Endpoint>(contract).map(([name, endpoint]) => ({ name, endpoint })),
);
/** What names people, registers and certificates is no document: administrators rightly reach those of their agency. */
const ofPeople = [
  'personId',
  'positionId',
  'unitId',
  'agencyId',
  'registerId',
  'groupId',
  'certificateId',
  'trustedId',
  'contradictionId',
  'log',
];
const aboutDocuments = all.filter(
  ({ endpoint: { params, permission } }) =>
    params !== undefined && isPersonal(permission) && !ofPeople.some((name) => name in params.shape),
);
const withoutIds = all.filter(({ endpoint: { params, permission } }) => params === undefined && isPersonal(permission));

/** In every text and file name that is nobody's business but of those who take part. */
const canary = 'zirconi';
const period = { from: '2026-01-01', to: '2199-12-31' };

describe('whoever takes no part in a document', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const today = useOneDay();
  const province = useProvince();
  const viewers = new Map<
    string,
    { readonly agent: Agent; readonly roles: readonly string[]; readonly username: string }
  >();
  let bureau: Bureau;
  let outgoing: Params[];
  let incoming: Params[];
  let bodies: Readonly<Record<string, unknown>>;
  let issued: OutgoingView;
  let registered: IncomingView;
  /** Ids and codes of what is hidden. */
  let secrets: string[];

  before(async () => {
    bureau = await theBureau(province);
    await theViewers();
    await theHidden();
  });

  /** Everybody of Sở Nội vụ who takes no part and whose role does not see all of the agency's. */
  const theViewers = async () => {
    const agency = { id: province.agency('snv').id };
    const newcomers = [await anEmployee(agency, ['inspector']), await anEmployee(agency, ['specialist'])] as const;
    const known: [string, readonly string[], string][] = [
      ['administrator', ['administrator'], 'quantri.snv'],
      ['unit head', ['unit-head'], 'truongphong.snv'],
      ['inspector', ['inspector'], newcomers[0].person.username],
      ['specialist', ['specialist'], newcomers[1].person.username],
    ];
    for (const [who, roles, username] of known) {
      viewers.set(who, { roles, username, agent: await signedInAs(province.address(), username) });
    }
  };

  const secretly = (what: string) => `${what} ${canary}`;
  const register = async (over: object = {}) => {
    const uploadId = await upload(bureau.clerk, await aLetterPdf(), `${canary}.pdf`);
    const fields = { typeCode: 'cong-van', issuedOn: today(), issuer: { name: secretly('Công ty') } };
    const words = { subject: secretly('về việc'), description: secretly('ghi chú'), toPlaces: secretly('Phòng') };
    const body = { ...fields, ...words, uploadId, duplicateReason: secretly('bản thứ hai'), ...over };
    return await ask(bureau.clerk, incomingContract.registerIncoming, { body });
  };
  const reason = secretly('nhầm');
  const letter = () => {
    const recipients = { to: ['skhcn'], paperBesides: ['thanhbinh'], outside: [secretly('Công ty')] };
    const words = { subject: secretly('phối hợp khảo sát'), description: secretly('ghi chú') };
    return aLetter(province, recipients, { ...words, letter: { body: `Kính gửi ${canary}./.` } });
  };

  const theHidden = async () => {
    const { clerk, leader, drafter } = bureau;
    issued = await issuedLetter(bureau, letter());
    const asked = await askToVoid(await numberedLetter(bureau, letter()));
    const toVoid = await askToVoid(await numberedLetter(bureau, letter()));
    const voided = await ask(leader, outgoingContract.voidNumber, {
      params: { documentId: toVoid.id },
      body: { version: toVoid.version },
    });
    const shown = await submitted(bureau, letter());
    const begin = beginBody(shown, await openKey(leader));
    const {
      items: [delivery],
    } = await ask(clerk, deliveriesContract.listDeliveries, { params: { documentId: issued.id } });

    registered = await register();
    const { assignments } = await ask(leader, routingContract.giveDirective, {
      params: { documentId: registered.id },
      body: { text: secretly('Giao chủ trì'), mainPositionId: province.actor('chuyenvien', 'snv').positionId },
    });
    const assignmentId = assignments[0]?.id ?? '';
    await ask(drafter, routingContract.startAssignment, { params: { assignmentId }, body: {} });
    await ask(drafter, routingContract.finishAssignment, {
      params: { assignmentId },
      body: { result: secretly('Xong') },
    });
    const unwanted = await askToVoidIncoming(await register());
    const mistaken = await askToVoidIncoming(await register());
    await ask(leader, incomingContract.voidIncoming, {
      params: { documentId: mistaken.id },
      body: { version: mistaken.version },
    });

    const arrivalId = await anArrival();
    const uploadId = await upload(clerk, Buffer.from(`%PDF-1.7\n% ${canary}\n%%EOF\n`), `${canary}.pdf`);
    const print = await ask(clerk, printsContract.printOutgoing, {
      params: { documentId: issued.id },
      body: { copies: 1, form: 'marked' },
    });
    const shared = {
      arrivalId,
      printId: print.id,
      deliveryId: delivery?.id ?? '',
      sha256: delivery?.receipts[0]?.sha256 ?? issued.files[0]?.sha256 ?? '',
      assignmentId,
      signatureId: newId(),
      followUpId: newId(),
      savedSearchId: await savedSearch(clerk, canary),
      mailId: (await aProposedMail(province.agency('snv').id, canary)).id,
      uploadId,
      itemId: (await ask(clerk, trayContract.putInTray, { body: { uploadId } })).itemId,
      jobId: await workGivenUp(province.agency('snv').id, { documentId: issued.id }),
    };
    await workGivenUp(province.agency('snv').id, { arrivalId }, 'administrator');
    await workGivenUp(province.agency('snv').id, { documentId: issued.id }, 'administrator');
    const paramsOf = ({ id, files }: OutgoingView | IncomingView): Params => ({
      ...shared,
      documentId: id,
      fileId: files[0]?.id ?? '',
    });
    outgoing = [issued, asked, voided, shown].map(paramsOf);
    incoming = [registered, unwanted, mistaken].map(paramsOf);
    bodies = bodiesFor(province, 'snv', { begin, version: shown.version });
    const codes = [issued, asked, voided].map(({ code }) => code);
    secrets = [...codes, ...[...outgoing, ...incoming].map(({ documentId = '' }) => documentId), arrivalId];
    expect(secrets.filter((secret) => secret.length < 5)).to.deep.equal([]);
  };

  const askToVoid = ({ id: documentId, version }: OutgoingView) =>
    ask(bureau.clerk, outgoingContract.requestVoid, { params: { documentId }, body: { version, reason } });
  const askToVoidIncoming = ({ id: documentId, version }: IncomingView) =>
    ask(bureau.clerk, incomingContract.requestVoidIncoming, { params: { documentId }, body: { version, reason } });

  /** One letter from the other agency is returned with a reason; the next waits to be registered. */
  const anArrival = async () => {
    const [drafter, leader, clerk] = await Promise.all(
      ['chuyenvien', 'giamdoc', 'vanthu'].map((post) => province.signIn(post, 'skhcn')),
    );
    if (!drafter || !leader || !clerk) throw new Error('Nobody is there');
    const signerPositionId = province.actor('giamdoc', 'skhcn').positionId;
    const sender: Bureau = { province, drafter, leader, clerk };
    const toUs = () => aLetter(province, { to: ['snv'] }, { subject: secretly('đề nghị'), signerPositionId });
    await issuedLetter(sender, toUs());
    const { id: arrivalId, version } = await newestArrival(bureau.clerk);
    await ask(bureau.clerk, arrivalsContract.returnArrival, {
      params: { arrivalId },
      body: { version, reasonCode: 'other', reason },
    });
    await issuedLetter(sender, toUs());
    return (await newestArrival(bureau.clerk)).id;
  };

  const hides = ({ text, headers, body }: Response, context: string, known: readonly string[] = []) => {
    const bytes = Buffer.isBuffer(body) ? body.toString('latin1') : (text ?? JSON.stringify(body));
    const said = `${bytes}\n${JSON.stringify(headers)}`.toLowerCase();
    for (const secret of [canary, ...secrets]) {
      if (!known.includes(secret)) expect(said, context).not.to.include(secret.toLowerCase());
    }
  };

  const answerTo = async (agent: Agent, { name, endpoint }: Named, params: Params = {}) => {
    const body = bodies[name];
    if (endpoint.body && params.documentId && body === undefined)
      throw new Error(`Say in bodiesFor what ${name} would be sent`);
    const request = agent[endpoint.method](pathOf(endpoint, params)).set({ ...aKey(), 'If-Match': '1' });
    return await (endpoint.body ? request.send((body ?? {}) as object) : request);
  };
  const isAble = (roles: readonly string[], { permission }: Endpoint) =>
    !permission.includes('.') || isGranted(roles, permission);

  /** What one may compare of two refusals: everything but what names the request. */
  const said = ({ status, body: { instance: _, ...problem }, headers }: Response) => ({
    status,
    problem,
    type: headers['content-type'],
    length: headers['content-length'],
  });

  it('gets for each of its ids, from every endpoint, the bytes a missing one gets', async () => {
    for (const [index, one] of aboutDocuments.entries()) {
      const things = one.endpoint.path.startsWith('/incoming') ? incoming : outgoing;
      for (const [turn, [who, { agent, roles }]] of [...viewers].entries()) {
        const context = `${who}: ${one.name}`;
        const able = isAble(roles, one.endpoint);
        const missing = Object.fromEntries(Object.keys(things[0] ?? {}).map((key) => [key, newId()]));
        const ofMissing = said(await answerTo(agent, one, missing));
        // Without the right nobody looks which thing was asked for.
        for (const hidden of able ? sampled(things, 2, index + turn) : things.slice(0, 1)) {
          const answer = await answerTo(agent, one, hidden);
          expect(answer.status, `${context} ${answer.text}`).to.equal(able ? 404 : 403);
          hides(answer, context);
          expect(said(answer), context).to.deep.equal(ofMissing);
        }
      }
    }
  });

  it('finds nothing of it in any list, search, figure, book or log', async () => {
    await foundByWords(bureau.clerk, canary);
    const parts = (['counted', 'missing'] as const).flatMap((part) =>
      (['e-exchange@1', 'fully-electronic@1'] as const).map((definition) => ({ ...period, definition, part })),
    );
    const year = { from: addDays(today(), -365), to: today() };
    const reports = ['incoming', 'outgoing'].map((kind) => ({ kind, ...year, format: 'csv' }));
    const queries: Readonly<Record<string, readonly Params[]>> = {
      readReport: reports.map(({ format: _, ...query }) => query),
      takeReport: reports,
      readPostBook: [year],
      takePostBook: [{ ...year, format: 'csv' }],
      listIncoming: [{}, { q: canary }],
      listOutgoing: [{}, { q: canary }],
      findDocuments: [{ q: canary }],
      suggestDocuments: [{ q: canary }],
      exportFound: [{ q: canary, format: 'csv' }],
      readDocuments: [{ of: [...kindAndId('outgoing', outgoing), ...kindAndId('incoming', incoming)].join(',') }],
      share: [period],
      shareDocuments: parts,
    };
    const lists = withoutIds.filter(({ endpoint: { method, response } }) => method === 'get' && response !== 'events');
    for (const one of lists) {
      for (const query of queries[one.name] ?? [{}]) {
        for (const [who, { agent, roles }] of viewers) {
          const answer = await agent.get(pathOf(one.endpoint)).query(query);
          const able = isAble(roles, one.endpoint);
          expect(answer.status, `${who} ${one.name} ${answer.text}`).to.be.oneOf(able ? [200, 404] : [403]);
          // Who answers for the log reads which document an entry is about, by its id.
          const known = one.name === 'readLog' ? secrets.filter((secret) => !secret.includes('/')) : [];
          hides(answer, `${who} ${one.name} ${JSON.stringify(query)}`, known);
        }
      }
    }
  });

  it('may ask for nothing its role does not grant, whatever it sends', async () => {
    for (const one of withoutIds.filter(({ endpoint }) => endpoint.method !== 'get')) {
      for (const [who, { agent, roles }] of viewers) {
        if (isAble(roles, one.endpoint)) continue;
        const answer = await answerTo(agent, one);
        expect(answer.status, `${who}: ${one.name}`).to.equal(403);
        hides(answer, `${who}: ${one.name}`);
      }
    }
  });

  it('counts what it may see, and in a list behind a figure has as many rows as the figure', async () => {
    for (const [who, { agent, roles }] of viewers) {
      const { todayDone, nextNumbers, counts } = await ask(agent, statisticsContract.dueWork);
      expect(todayDone, who).to.deep.equal({ registered: 0, issued: 0 });
      expect(nextNumbers, who).to.deep.equal([]);
      expect(counts, who).to.deep.equal({
        arrivals: 0,
        incoming: 0,
        outgoing: 0,
        certificates: 0,
        directory: 0,
        operations: 0,
        mails: 0,
        mailbox: 0,
      });
      if (!isAble(roles, statisticsContract.share)) continue;
      const { figures } = await ask(agent, statisticsContract.share, { query: period });
      for (const { definition, numerator, denominator } of figures) {
        expect(denominator).to.equal(1);
        for (const [part, rows] of [
          ['counted', numerator],
          ['missing', denominator - numerator],
        ] as const) {
          const { items } = await ask(agent, statisticsContract.shareDocuments, {
            query: { ...period, definition, part },
          });
          expect(items, `${who} ${definition} ${part}`).to.have.length(rows);
          for (const { documentId, code, subject, issuedOn, missing } of items) {
            expect({ documentId, code, subject, issuedOn }).to.deep.equal({
              documentId: null,
              code: null,
              subject: null,
              issuedOn: today(),
            });
            expect(missing.map(({ recipient }) => recipient)).to.deep.equal(missing.map(() => null));
            expect(missing.map(({ reason: why }) => why)).to.include('paper-only');
          }
        }
      }
    }
    const { todayDone, nextNumbers } = await ask(bureau.clerk, statisticsContract.dueWork);
    expect(todayDone).to.deep.equal({ registered: 2, issued: 1 });
    expect(nextNumbers).to.have.length(2);
  });

  it('sees of books their figures, and of the log what happened', async () => {
    const agent = viewers.get('administrator')?.agent ?? expect.fail();
    const theirs = await ask(agent, booksContract.readBooks);
    const whole = await ask(bureau.clerk, booksContract.readBooks);
    expect(whole.voidRequests).to.have.length(2);
    expect(theirs).to.deep.equal({
      ...whole,
      voidRequests: [],
      books: whole.books.map((book) => ({
        ...book,
        voided: book.voided.map(({ number }) => ({ number, reason: null, names: [] })),
      })),
    });
    const { items } = await ask(agent, auditContract.readLog, { query: { type: 'number-voided' } });
    expect(items).to.have.length(2);
    for (const { event } of items) expect(event).to.have.all.keys('type', 'documentId');
    const byLeader = await ask(bureau.leader, auditContract.readLog, { query: { type: 'number-voided' } });
    expect(byLeader.items.map(({ event }) => event.reason)).to.deep.equal([reason, reason]);
    const leaves = await ask(agent, auditContract.readLeaves, { query: { from: '0', count: '1000' } });
    const leavesByLeader = await ask(bureau.leader, auditContract.readLeaves, { query: { from: '0', count: '1000' } });
    expect(leaves.items.map(({ hash }) => hash)).to.deep.equal(
      leavesByLeader.items.slice(0, leaves.items.length).map(({ hash }) => hash),
    );
    expect(leavesByLeader.items.every(({ leaf }) => leaf !== null)).to.equal(true);
  });

  it('is not told which answer a document they handle was given, unless they may read that too', async () => {
    const { agent } = viewers.get('specialist') ?? expect.fail();
    const { id: documentId } = await register();
    const positions = await ask(bureau.leader, identityContract.listPositions);
    const username = viewers.get('specialist')?.username;
    const session = await ask(agent, identityContract.whoAmI);
    expect(
      positions.some(({ id }) => id === session.position?.id),
      username,
    ).to.equal(true);
    await ask(bureau.leader, routingContract.giveDirective, {
      params: { documentId },
      body: {
        text: 'Giao chủ trì',
        mainPositionId: province.actor('chuyenvien', 'snv').positionId,
        coHandlerPositionIds: [session.position?.id ?? ''],
      },
    });
    const { id: answerId } = await issuedLetter(bureau, { ...letter(), answersDocumentIds: [documentId] });
    expect((await ask(agent, incomingContract.getIncoming, { params: { documentId } })).answeredBy).to.deep.equal([]);
    const whole = await ask(bureau.clerk, incomingContract.getIncoming, { params: { documentId } });
    expect(whole.answeredBy.map((answer) => answer.documentId)).to.deep.equal([answerId]);
  });

  it('hears nothing of it while the page is open', async () => {
    const listening = await Promise.all(
      [...viewers].map(async ([who, { username }]) => ({ who, heard: await follow(province.address(), username) })),
    );
    const more = await register();
    await ask(bureau.clerk, incomingContract.getIncoming, { params: { documentId: more.id } });
    await inTransaction(systemActor(province.agency('snv').id), (tx) =>
      createUnit(tx, { name: 'Phòng Kiểm tra', symbol: 'KT' }),
    );
    for (const { who, heard } of listening) {
      const messages = await heard.until('unit-created');
      expect(
        messages.filter(({ documentId }) => documentId !== undefined),
        who,
      ).to.deep.equal([]);
      expect(
        messages.map(({ kind }) => kind),
        who,
      ).not.to.include('document-registered');
    }
  });

  it('has changed nothing by all this', async () => {
    const rows = [...(await readAll(outgoingDocuments, {})), ...(await readAll(incomingDocuments, {}))];
    const version = (id: string) => rows.find((row) => row.id === id)?.version;
    expect(version(issued.id)).to.equal(issued.version);
  });
});

describe('the API', function () {
  this.timeout(60_000);
  useFreshDatabase();
  const province = useProvince();
  const paramsOf = ({ params }: Endpoint) =>
    Object.fromEntries(Object.keys(params?.shape ?? {}).map((key) => [key, newId()]));

  it('lets in without a session who asks for something public, and nobody else', async () => {
    for (const { name, endpoint } of all) {
      const request = supertest(province.address())
        [endpoint.method](pathOf(endpoint, paramsOf(endpoint)))
        .set(aKey());
      const { status, body } = await (endpoint.body ? request.send({}) : request);
      const asked = endpoint.permission === 'partner' ? 'attempt-invalid' : 'not-signed-in';
      if (endpoint.permission === 'public') expect(status, name).not.to.equal(401);
      else expect([status, body.type], name).to.deep.equal([401, `/problems/${asked}`]);
    }
  });

  it('does nothing for a page that was opened for another position', async () => {
    const agent = await province.signIn('vanthu', 'snv');
    const stale = { 'Vanban-Position': province.actor('chuyenvien', 'snv').positionId };
    for (const { name, endpoint } of all) {
      if (!isPersonal(endpoint.permission) || endpoint === identityContract.whoAmI) continue;
      const request = agent[endpoint.method](pathOf(endpoint, paramsOf(endpoint))).set({ ...aKey(), ...stale });
      const { status, body } = await (endpoint.body ? request.send({}) : request);
      expect([status, body.type], name).to.deep.equal([409, '/problems/another-position']);
    }
  });
});
