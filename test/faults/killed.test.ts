import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { readAll } from '../../server/platform/database/store.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { ask, problemOf, send } from '../support/ask.ts';
import { type Agent, aKey, eventsOf, signedInAs, testPassword } from '../support/identity.ts';
import { aLetter, type Bureau, signedLetter, theBureau, upload } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { killTestMongod, testDatabase, useFreshDatabase } from '../support/mongo.ts';
import { sampled } from '../support/sampled.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

const clerks = ['vanthu.snv', 'vanthu.skhcn', 'vanthu.thanhbinh'];
const perClerk = 12;

describe('a server in a process of its own', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let server: ServerProcess;

  const start = async (ROLE: 'all' | 'web') => {
    const { uri } = await testDatabase();
    server = startServer({
      ROLE,
      PORT: '0',
      DEMO: '0',
      MONGODB_URI: uri,
      MONGODB_DATABASE: mongoose.connection.name,
      STORAGE_DIR: province.storageFolder(),
    });
    return (await server.ready()).replace(/\/$/, '');
  };
  const kill = async () => {
    server.child.kill('SIGKILL');
    await server.ended();
  };

  before(async () => {
    bureau = await theBureau(province);
  });
  afterEach(async () => {
    if (server.child.exitCode !== null || server.child.signalCode !== null) return;
    server.child.kill('SIGTERM');
    await server.ended();
  });

  describe('whose mongod is killed amid requests', () => {
    it('answers 503 with Retry-After, heals without a restart, and loses nothing it acknowledged', async () => {
      const address = await start('web');
      const acknowledged = new Map<string, number>();
      const refusals: string[] = [];

      /** Sends the same request again until it is answered, as a client does. */
      const insist = async (agent: Agent, body: Awaited<ReturnType<typeof aPaper>>) => {
        const headers = aKey();
        for (;;) {
          const answer = await send(agent, incomingContract.registerIncoming, { body, headers });
          if (answer.status === 201) return void acknowledged.set(answer.body.id, answer.body.arrivalNumber);
          refusals.push(problemOf(answer));
          expect(problemOf(answer)).to.equal('503 database-unavailable');
          expect(Number(answer.headers['retry-after'])).to.be.within(1, 10);
        }
      };
      const work = clerks.map(async (username) => {
        const agent = await signedInAs(address, username);
        const papers: Awaited<ReturnType<typeof aPaper>>[] = [];
        for (let turn = 1; turn <= perClerk; turn += 1) papers.push(await aPaper(agent, `${username} ${turn}`));
        return async () => {
          for (const paper of papers) await insist(agent, paper);
        };
      });
      const ready = await Promise.all(work);
      const done = Promise.all(ready.map((begin) => begin()));
      while (acknowledged.size < 4) await wait(5);
      await killTestMongod();
      await done;

      expect(acknowledged.size).to.equal(clerks.length * perClerk);
      const stored = await readAll(incomingDocuments, {}, { sort: { agencyId: 1, number: 1 } });
      expect(new Map(stored.map(({ id, number }) => [id, number]))).to.deep.equal(acknowledged);
      for (const key of ['snv', 'skhcn', 'thanhbinh']) {
        const { id } = province.agency(key);
        const numbers = stored.filter(({ agencyId }) => agencyId === id).map(({ number }) => number);
        const gapless = Array.from({ length: perClerk }, (_, turn) => turn + 1);
        expect(numbers).to.deep.equal(gapless);
        const logged = (await eventsOf(id)).flatMap((event) =>
          event.type === 'document-registered' ? [event.number] : [],
        );
        expect(logged).to.deep.equal(gapless);
      }
      expect(server.child.exitCode).to.equal(null);
    });
  });

  describe('that is killed between numbering and sealing', () => {
    let lastNumber = 0;

    const number = async (address: string, { id: documentId, version }: OutgoingView) => {
      const clerk = await signedInAs(address, 'vanthu.snv');
      const body = { version, password: testPassword };
      const numbered = await ask(clerk, outgoingContract.numberDocument, { params: { documentId }, body });
      lastNumber += 1;
      expect(numbered.number).to.equal(lastNumber);
    };
    const stateOf = async ({ id: documentId }: OutgoingView) =>
      await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId } });

    const typesOf = async (document: OutgoingView) =>
      (await eventsOf(province.agency('snv').id)).flatMap((event) =>
        'documentId' in event && event.documentId === document.id ? [event.type] : [],
      );

    const ways = {
      'leaves the document numbered, and seals it once, with its number, after the restart': async (
        document: OutgoingView,
      ) => {
        await number(await start('web'), document);
        await kill();
        expect(await stateOf(document)).to.include({ state: 'numbered', number: lastNumber });
        await start('all');
        // The delivery is work of its own, after the document was issued.
        while (!(await typesOf(document)).includes('delivery-created')) await wait(50);
      },
      'does so too when it dies while it seals': async (document: OutgoingView) => {
        await number(await start('all'), document);
        await kill();
        // What a dead worker had begun is taken over when its lease ends; here that time passes at once.
        await jobs.model.updateMany({ state: 'running' }, { $set: { leaseUntil: new Date(0) } });
        await province.work();
      },
    };
    for (const [title, killed] of sampled(Object.entries(ways), 1)) {
      it(title, async () => {
        const document = await signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
        await killed(document);
        await expectSealedOnce(document);
      });
    }

    async function expectSealedOnce(document: OutgoingView): Promise<void> {
      expect(await stateOf(document)).to.include({ state: 'issued', number: lastNumber, verdict: 'valid' });
      const types = await typesOf(document);
      for (const once of ['document-numbered', 'document-sealed', 'document-issued', 'delivery-created'])
        expect(
          types.filter((type) => type === once),
          once,
        ).to.have.length(1);
      const params = { documentId: document.id };
      const { signatures } = await ask(bureau.clerk, signingContract.verifyOutgoing, { params });
      expect(signatures.map(({ field, verdict }) => `${field} ${verdict}`)).to.deep.equal([
        'leader valid',
        'seal valid',
      ]);
    }
  });
});

async function aPaper(clerk: Agent, title: string) {
  return {
    typeCode: 'cong-van',
    issuedOn: '2026-11-02',
    issuer: { name: 'Bảo hiểm xã hội tỉnh Sao Mai' },
    subject: `Phối hợp rà soát dữ liệu, ${title}`,
    uploadId: await upload(clerk, Buffer.from(`%PDF-1.7\n% ${title}\n%%EOF\n`)),
  };
}
