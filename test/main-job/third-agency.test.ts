import { expect } from 'chai';
import { contracts } from '../../server/application.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { groupsContract } from '../../server/exchange/recipients/groups/contract.ts';
import { isGranted } from '../../server/identity/grants-in-use.ts';
import { units } from '../../server/identity/store.ts';
import { trayContract } from '../../server/intake/tray/contract.ts';
import { type Endpoint, isPersonal } from '../../server/platform/api/contract.ts';
import { addDays, dayInVietnam } from '../../server/platform/calendar.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { newId } from '../../server/platform/ids.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { registers } from '../../server/registry/registers/store.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { agencyCertificates } from '../../server/signing/certificates/store.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { printsContract } from '../../server/signing/prints/contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, pathOf } from '../support/ask.ts';
import { foundByWords, kindAndId, savedSearch } from '../support/found.ts';
import { bodiesFor, follow, workGivenUp } from '../support/hidden.ts';
import { type Agent, aKey, signedInAs } from '../support/identity.ts';
import {
  aLetter,
  type Bureau,
  beginBody,
  issuedLetter,
  newestArrival,
  openKey,
  submitted,
  theBureau,
  upload,
} from '../support/letters.ts';
import { aProposedMail } from '../support/mails.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

/** Every endpoint that names something by its id; what is public by design, like proofs over hashes, hides nothing. */
const byId = Object.values(contracts).flatMap((contract) =>
  Object.entries<Endpoint>(contract)
    .filter(([, { params, permission }]) => params !== undefined && isPersonal(permission))
    .map(([name, endpoint]) => ({ name, endpoint })),
);

/** Posts of the third agency that between them may call everything. */
const posts = ['vanthu', 'phochutich', 'truongphong', 'chuyenvien', 'quantri', 'thanhtra'];

const canary = 'zirconi';

describe('a person of a third agency', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const agents = new Map<string, Agent>();
  let bureau: Bureau;
  /** Ids of what the third agency must not learn of: one list of parameters for each thing that could be asked for. */
  let outgoing: Record<string, string>[];
  let incoming: Record<string, string>[];
  let bodies: Record<string, unknown>;

  const agentOf = (post: string): Agent => {
    const agent = agents.get(post);
    if (!agent) throw new Error(`${post} has not signed in`);
    return agent;
  };

  before(async () => {
    bureau = await theBureau(province);
    for (const post of posts) agents.set(post, await province.signIn(post, 'ubnd'));
    const clerk = await province.signIn('vanthu', 'skhcn');
    const leader = await province.signIn('giamdoc', 'skhcn');
    const about = (subject: string) => aLetter(province, { to: ['skhcn'] }, { subject: `${subject} ${canary}` });
    const issued = await issuedLetter(bureau, about('phối hợp khảo sát mỏ'));
    const shown = await submitted(bureau, about('thẩm định trữ lượng'));
    const begin = beginBody(shown, await openKey(bureau.leader));
    const { signatureId } = await ask(bureau.leader, signingContract.beginSignature, {
      params: { documentId: shown.id },
      body: begin,
    });
    const {
      items: [delivery],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: issued.id } });
    const { id: arrivalId, version } = await newestArrival(clerk);
    const registered = await ask(clerk, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
    const mainPositionId = province.actor('chuyenvien', 'skhcn').positionId;
    const { assignments } = await ask(leader, routingContract.giveDirective, {
      params: { documentId: registered.id },
      body: { text: `Giao chuyên viên chủ trì ${canary}.`, mainPositionId },
    });
    const print = await ask(bureau.clerk, printsContract.printOutgoing, {
      params: { documentId: issued.id },
      body: { copies: 1, form: 'marked' },
    });
    const group = { name: `Các nơi ${canary}`, recipients: [{ name: `Công ty ${canary}` }] };
    const uploadId = await upload(clerk, Buffer.from(`%PDF-1.7\n% ${canary}\n%%EOF\n`));
    const shared = {
      uploadId,
      itemId: (await ask(clerk, trayContract.putInTray, { body: { uploadId } })).itemId,
      groupId: (await ask(bureau.clerk, groupsContract.createGroup, { body: group })).id,
      arrivalId,
      deliveryId: delivery?.id ?? '',
      sha256: delivery?.receipts[0]?.sha256 ?? '',
      assignmentId: assignments[0]?.id ?? '',
      personId: province.actor('vanthu', 'snv').personId,
      positionId: province.actor('vanthu', 'snv').positionId,
      signatureId,
      printId: print.id,
      savedSearchId: await savedSearch(bureau.clerk, canary),
      mailId: (await aProposedMail(province.agency('snv').id, canary)).id,
      jobId: await workGivenUp(province.agency('snv').id, { documentId: issued.id }),
      trustedId: newId(), // the trust list is everybody's: there is none that others would not know
      contradictionId: newId(), // of other deployments’ logs, which the administrators of all agencies look after
      agencyId: province.agency('snv').id,
      unitId: (await readOne(units, { agencyId: province.agency('snv').id }))?.id ?? '',
      registerId: (await readOne(registers, { agencyId: province.agency('snv').id }))?.id ?? '',
      certificateId: (await readOne(agencyCertificates, { agencyId: province.agency('snv').id }))?.id ?? '',
    };
    outgoing = [issued, shown].map(({ id, files }) => ({ ...shared, documentId: id, fileId: files[0]?.id ?? '' }));
    incoming = [{ ...shared, documentId: registered.id, fileId: registered.files[0]?.id ?? '' }];
    bodies = bodiesFor(province, 'ubnd', { begin, version: shown.version });
  });

  const answerTo = async (agent: Agent, name: string, endpoint: Endpoint, params: Record<string, string>) => {
    const request = agent[endpoint.method](pathOf(endpoint, params)).set({ ...aKey(), 'If-Match': '1' });
    const body = bodies[name];
    if (endpoint.body && body === undefined) throw new Error(`Say in bodiesFor what ${name} would be sent`);
    const { status, body: problem, headers } = await (endpoint.body ? request.send(body as object) : request);
    const { instance, ...said } = problem;
    expect(instance).to.equal(headers['x-request-id']);
    return { status, said, type: headers['content-type'], length: Number(headers['content-length']) };
  };

  for (const { name, endpoint } of byId) {
    it(`gets from ${endpoint.method.toUpperCase()} ${endpoint.path} what a missing id gets: 404`, async () => {
      const { permission } = endpoint;
      const able = posts.filter(
        (post) => permission === 'signed-in' || isGranted(province.actor(post, 'ubnd').roles, permission),
      );
      expect(able).not.to.deep.equal([]);
      const things = endpoint.path.startsWith('/incoming') ? incoming : outgoing;
      for (const post of able) {
        for (const hidden of things) {
          const missing = Object.fromEntries(Object.keys(hidden).map((key) => [key, newId()]));
          const answer = await answerTo(agentOf(post), name, endpoint, hidden);
          expect(answer.status, `${post}: ${JSON.stringify(answer.said)}`).to.equal(404);
          expect(answer, post).to.deep.equal(await answerTo(agentOf(post), name, endpoint, missing));
        }
      }
    });
  }

  it('finds nothing of it in any list, search, figure or log', async () => {
    await foundByWords(bureau.clerk, canary);
    const period = { from: '2026-01-01', to: '2199-12-31' };
    const today = dayInVietnam(new Date());
    const year = { from: addDays(today, -365), to: today };
    const queries: Record<string, Record<string, string>[]> = {
      listIncoming: [{}, { q: canary }],
      listOutgoing: [{}, { q: canary }],
      findDocuments: [{ q: canary }],
      suggestDocuments: [{ q: canary }],
      readDocuments: [{ of: [...kindAndId('outgoing', outgoing), ...kindAndId('incoming', incoming)].join(',') }],
      findDuplicates: [{ codeNumber: '01', codeNotation: 'SNV-CCHC', issuerName: 'Sở Nội vụ' }],
      readReport: [
        { kind: 'incoming', ...year },
        { kind: 'outgoing', ...year },
      ],
      readPostBook: [year],
      share: [period],
      shareDocuments: [
        { ...period, definition: 'e-exchange@1', part: 'counted' },
        { ...period, definition: 'e-exchange@1', part: 'missing' },
      ],
    };
    const lists = Object.values(contracts).flatMap((contract) =>
      Object.entries<Endpoint>(contract).filter(
        ([, { method, params, response, permission }]) =>
          method === 'get' && params === undefined && typeof response !== 'string' && permission !== 'partner',
      ),
    );
    const hidden = [canary, ...[...outgoing, ...incoming].map(({ documentId = '' }) => documentId)];
    for (const [name, endpoint] of lists) {
      for (const query of queries[name] ?? [{}]) {
        for (const post of posts) {
          const { status, text } = await agentOf(post).get(pathOf(endpoint)).query(query);
          expect(status, `${post} ${name}`).to.be.oneOf([200, 403, 404]);
          for (const word of hidden) expect(text, `${post} ${name}`).not.to.include(word);
        }
      }
    }
    const own = { from: '2026-01-01', to: '2199-12-31' };
    const { figures } = await ask(agentOf('vanthu'), statisticsContract.share, { query: own });
    expect(figures.map(({ denominator }) => denominator)).to.deep.equal([0, 0]);
    const due = await ask(agentOf('vanthu'), statisticsContract.dueWork);
    expect(due.counts).to.deep.equal({
      arrivals: 0,
      incoming: 0,
      outgoing: 0,
      certificates: 0,
      directory: 0,
      operations: 0,
      mails: 0,
      mailbox: 0,
    });
    expect(due.todayDone).to.deep.equal({ registered: 0, issued: 0 });
    const search = await ask(agentOf('vanthu'), incomingContract.listIncoming, { query: { q: canary } });
    expect(search).to.include({ total: 0, next: null });
  });

  it('hears nothing of it while the page is open', async () => {
    const clerk = await signedInAs(province.address(), 'vanthu.ubnd');
    const heard = await follow(province.address(), 'vanthu.ubnd');
    await submitted(bureau, aLetter(province, { to: ['skhcn'] }, { subject: `rà soát lại ${canary}` }));
    const own = await ask(clerk, outgoingContract.createDraft, {
      body: aLetter(province, { to: ['snv'] }, { signerPositionId: province.actor('phochutich', 'ubnd').positionId }),
    });
    const messages = await heard.until(own.id);
    expect(messages.filter(({ documentId }) => documentId !== undefined && documentId !== own.id)).to.deep.equal([]);
  });
});
