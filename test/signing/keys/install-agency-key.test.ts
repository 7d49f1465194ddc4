import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { exportPkcs12 } from '../../../scripts/demo/export-pkcs12.ts';
import { auditTrail } from '../../../server/audit/record.ts';
import { auditEntries, DEPLOYMENT } from '../../../server/audit/store.ts';
import type { Agency } from '../../../server/identity/agencies/agency.ts';
import { createAgency } from '../../../server/identity/agencies/create-agency.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { Ledger } from '../../../server/platform/ledger/ledger.ts';
import { inTransaction, useLedger } from '../../../server/platform/ledger/transaction.ts';
import { agencyCertificates } from '../../../server/signing/certificates/store.ts';
import { trustCertificate } from '../../../server/signing/certificates/trust-certificate.ts';
import { type AgencyKeyPurpose, agencyKeysInFiles } from '../../../server/signing/keys/agency-keys.ts';
import { installAgencyKey } from '../../../server/signing/keys/install-agency-key.ts';
import { useTestKey } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aDemoAuthority, agencyName } from '../../support/signing.ts';

const pin = 'cụm mật khẩu';
const sonv = { code: 'H99.08', oldCode: null, name: agencyName, symbol: 'SNV', parentName: null, place: 'Sao Mai' };

describe('installing the key of an agency', function () {
  this.timeout(60_000);
  useFreshDatabase({ each: true });
  let folder: string;
  let agency: Agency;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-keys-'));
    useTestKey();
    useLedger(new Ledger({ participants: [auditTrail] }));
    agency = await inTransaction(systemActor(DEPLOYMENT), (tx) => createAgency(tx, sonv));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const trustTheDemo = async () => {
    const { authority } = await aDemoAuthority();
    const { certificate } = authority.root;
    await inTransaction(systemActor(DEPLOYMENT), (tx) => trustCertificate(tx, { kind: 'anchor', certificate }));
  };
  const install = async (
    key: DemoKey,
    { withPin = pin, production = false, purpose = 'seal' as AgencyKeyPurpose, of = agency } = {},
  ): Promise<string> => {
    const pkcs12 = await exportPkcs12(key, pin);
    return await installAgencyKey({ agency: of, purpose, pkcs12, pin: withPin }, { folder, production }).then(
      ({ sha256 }) => sha256,
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );
  };

  it('puts it where it signs from, enrols its certificate and records it', async () => {
    await trustTheDemo();
    const { seal } = await aDemoAuthority();
    const sha256 = await install(seal);
    const { id: agencyId } = agency;
    expect(await readAll(agencyCertificates, { agencyId })).to.have.length(1);
    const { certificate } = await agencyKeysInFiles({ folder, production: false }).open(agencyId, 'seal', sha256);
    expect(Buffer.from(certificate).equals(seal.certificate)).to.equal(true);
    const [entry] = await readAll(auditEntries, { agencyId });
    expect(entry?.event).to.deep.equal({ type: 'certificate-enrolled', purpose: 'seal', certificateSha256: sha256 });
  });

  it('refuses what could not be used, and leaves nothing behind', async () => {
    const { authority, seal, timestamp } = await aDemoAuthority();
    expect(await install(seal)).to.equal('certificate-untrusted');
    await trustTheDemo();
    expect(await install(seal, { withPin: 'sai' })).to.equal('pin-wrong');
    expect(await install(timestamp)).to.equal('not-for-signing');
    expect(await install(seal, { production: true })).to.equal('agency-key-demo');
    const validity = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2021-01-01T00:00:00Z') };
    const old = await authority.issue({ purpose: 'seal', commonName: agencyName, ...validity });
    expect(await install(old)).to.equal('certificate-expired');
    expect(await readdir(folder)).to.deep.equal([]);
    expect(await readAll(agencyCertificates, {})).to.deep.equal([]);
  });

  it('refuses a certificate that is a person’s or another agency’s, and a key for machines as a seal', async () => {
    await trustTheDemo();
    const { authority, leader, seal, system } = await aDemoAuthority();
    expect(await install(leader)).to.equal('certificate-of-another-agency');
    const another = await authority.issue({ purpose: 'seal', commonName: 'Sở Y tế tỉnh Sao Mai', keyType: 'p256' });
    expect(await install(another)).to.equal('certificate-of-another-agency');
    const machine = await authority.issue({ purpose: 'system', commonName: agencyName, keyType: 'p256' });
    expect(await install(machine)).to.equal('not-for-sealing');
    expect(await install(system, { purpose: 'system' })).to.match(/^[0-9a-f]{64}$/);
    expect(await install(seal)).to.match(/^[0-9a-f]{64}$/);
    expect(await readAll(agencyCertificates, { agencyId: agency.id })).to.have.length(2);
  });

  it('refuses a certificate that serves another agency of the same name, or another purpose, already', async () => {
    await trustTheDemo();
    const { seal } = await aDemoAuthority();
    const namesake = { ...sonv, code: 'H99.09', parentName: 'Ủy ban nhân dân tỉnh Sao Mai' };
    const twin = await inTransaction(systemActor(DEPLOYMENT), (tx) => createAgency(tx, namesake));
    await install(seal);
    expect(await install(seal, { of: twin })).to.equal('certificate-in-use');
    expect(await install(seal, { purpose: 'system' })).to.equal('certificate-in-use');
    expect(await readdir(folder)).to.deep.equal([agency.id]);
  });
});
