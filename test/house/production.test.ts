import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { auditTrail } from '../../server/audit/record.ts';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { Ledger } from '../../server/platform/ledger/ledger.ts';
import { inTransaction, useLedger } from '../../server/platform/ledger/transaction.ts';
import { StartUpFailure } from '../../server/platform/state/start-up-failure.ts';
import { enrolCertificate } from '../../server/signing/certificates/enrol-certificate.ts';
import { refuseDemoCertificates } from '../../server/signing/certificates/refuse-demo-certificates.ts';
import { trustCertificate } from '../../server/signing/certificates/trust-certificate.ts';
import { useTestKey } from '../support/identity.ts';
import { testDatabase, useFreshDatabase } from '../support/mongo.ts';
import { startServer } from '../support/server-process.ts';
import { aDemoAuthority } from '../support/signing.ts';

describe('production', function () {
  this.timeout(60_000);
  useFreshDatabase({ each: true });

  const refusal = () =>
    refuseDemoCertificates()
      .then(() => undefined)
      .catch((error: unknown) => error);
  const act = systemActor(DEPLOYMENT);

  it('starts without any certificate, and refuses to trust the demo authority', async () => {
    expect(await refusal()).to.equal(undefined);
    const { authority } = await aDemoAuthority();
    const { certificate } = authority.root;
    useTestKey();
    useLedger(new Ledger({ participants: [auditTrail] }));
    await inTransaction(act, (tx) => trustCertificate(tx, { kind: 'anchor', certificate }));
    expect(await refusal()).to.be.instanceOf(StartUpFailure);
  });

  it('refuses agencies that sign with demo certificates', async () => {
    const { seal } = await aDemoAuthority();
    useTestKey();
    useLedger(new Ledger({ participants: [auditTrail] }));
    await inTransaction(act, (tx) => enrolCertificate(tx, { purpose: 'seal', certificate: seal.certificate }));
    expect(await refusal()).to.be.instanceOf(StartUpFailure);
  });

  it('refuses a demo store in one sentence with exit code 1', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vanban-production-'));
    const { uri, database } = await testDatabase();
    const store = mongoose.connection.getClient().db(database).collection<{ _id: string; state: string }>('deployment');
    await store.insertOne({ _id: 'demo', state: 'seeded' });
    const server = startServer({
      ...{ NODE_ENV: 'production', PUBLIC_URL: 'https://vanban.example.gov.vn', PORT: '0' },
      ...{ MONGODB_URI: uri, MONGODB_DATABASE: database },
      ...{ STORAGE_DIR: join(folder, 'storage'), KEYS_DIR: join(folder, 'keys') },
    });
    expect(await server.ended()).to.equal(1);
    expect(server.output().trim().split('\n').at(-1)).to.match(
      /^✗ Kho dữ liệu này là kho trình diễn.+: hãy .+\. \(.+\.\)$/,
    );
    await rm(folder, { recursive: true, force: true });
  });
});
