import { X509Certificate } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { exportPkcs12 } from '../../scripts/demo/export-pkcs12.ts';
import { sealImage } from '../../scripts/demo/images.ts';
import { ledgerKeyOf } from '../../server/audit/keys/ledger-key.ts';
import type { StoredRow } from '../../server/platform/database/store.ts';
import { agencyCertificates } from '../../server/signing/certificates/store.ts';
import { useCommandLine } from '../support/command-line.ts';
import { testDatabase } from '../support/mongo.ts';
import { aDemoAuthority, agencyName } from '../support/signing.ts';

const pin = 'cụm mật khẩu';

describe('the trust list and the keys of an agency by the command line', function () {
  this.timeout(240_000);
  const { vanban, vanbanInProduction, database, file, path } = useCommandLine();
  const pem = (der: Uint8Array) => new X509Certificate(der).toString();

  it('take a whole chain, tell what each certificate is, and take it once', async () => {
    const { authority, timestamp, leader } = await aDemoAuthority();
    const chain = await file('chain.pem', pem(authority.root.certificate) + pem(authority.issuing.certificate));
    const clock = await file('tsa.pem', pem(timestamp.certificate));
    const added = await vanban('trust', 'add', chain, clock);
    expect(added.code).to.equal(0);
    expect(added.answer).to.have.length(3);
    expect(Object.values(added.answer).map((one) => Object(one).kind)).to.deep.equal([
      'anchor',
      'intermediate',
      'timestamp-authority',
    ]);
    expect(await vanban('trust', 'add', clock)).to.deep.equal({ code: 0, answer: [Object.values(added.answer)[2]] });

    const sha256 = String(Object(Object.values(added.answer)[2]).sha256);
    const withdrawn = await vanban('trust', 'withdraw', '--reason', 'Lộ khoá', '--certificate', sha256.slice(0, 12));
    expect(withdrawn.answer).to.deep.include({ state: 'withdrawn', sha256 });
    const list = await vanban('trust', 'list');
    expect(Object.values(list.answer).map((one) => Object(one).state)).to.deep.equal([
      'trusted',
      'trusted',
      'withdrawn',
    ]);

    const person = await file('person.pem', pem(leader.certificate));
    expect(await vanban('trust', 'add', person)).to.have.nested.property('answer.error.code', 'not-an-authority');
    const nothing = await file('nothing.pem', 'không phải chứng thư');
    expect(await vanban('trust', 'add', nothing)).to.have.nested.property('answer.error.code', 'not-a-certificate');
    expect(await vanbanInProduction('trust', 'add', chain)).to.have.nested.property(
      'answer.error.code',
      'certificate-demo',
    );
  });

  it('put seal, system key and seal image in place for the owner alone', async () => {
    const { seal, system } = await aDemoAuthority();
    await vanban(
      ...['agency', 'create', '--code', 'H99.08', '--name', agencyName, '--symbol', 'SNV', '--place', 'Sao Mai'],
    );
    const pinFile = await file('pin', `${pin}\n`);
    const image = await file('seal.png', await sealImage(agencyName));
    const install = async (key: typeof seal, purpose: string, ...more: string[]) => {
      const p12 = await file(`${purpose}.p12`, await exportPkcs12(key, pin));
      return vanban(
        ...['agency', 'keys', '--agency', 'H99.08', '--purpose', purpose, '--p12', p12, '--pin-file', pinFile],
        ...more,
      );
    };
    const sealed = await install(seal, 'seal', '--seal-image', image);
    expect(sealed.code).to.equal(0);
    expect(sealed.answer.certificateSha256).to.equal(
      new X509Certificate(seal.certificate).fingerprint256.replaceAll(':', '').toLowerCase(),
    );
    expect(sealed.answer).to.include({ state: 'in-force' }); // the agency has no administrator yet who could confirm it
    expect(sealed.answer.subject).to.match(new RegExp(`^CN=${agencyName}`));
    expect((await install(system, 'system')).code).to.equal(0);
    const revoking = ['--agency', 'H99.08', '--certificate', String(sealed.answer.certificateSha256).slice(0, 12)];
    const revoked = await vanban('agency', 'revoke', ...revoking, '--reason', 'Mất khoá', '--since', '2026-01-02');
    expect(revoked.answer).to.deep.include({ state: 'revoked' });
    expect(revoked.answer.revoked).to.include({ reason: 'Mất khoá', since: '2026-01-01T17:00:00.000Z' });
    const listed = await vanban('agency', 'keys', '--list', '--agency', 'H99.08');
    expect(Object.values(listed.answer).map((one) => Object(one).purpose)).to.deep.equal(['system', 'seal']);
    expect(Object.values(listed.answer)[1]).to.deep.include({
      agency: 'H99.08',
      sha256: sealed.answer.certificateSha256,
    });
    const folder = path(`keys/agencies/${String(sealed.answer.agencyId)}`);
    expect((await readdir(folder)).sort()).to.deep.equal(['seal.p12', 'seal.pass', 'system.p12', 'system.pass']);
    expect((await stat(`${folder}/seal.p12`)).mode & 0o777).to.equal(0o600);
    expect(await readFile(`${folder}/seal.pass`, 'utf8')).to.equal(`${pin}\n`);
  });

  it('revoke one of two under which an earlier release has a certificate, which keeps everything else from going on', async () => {
    const { uri } = await testDatabase();
    const client = await new mongo.MongoClient(uri).connect();
    try {
      const rows = client.db(database()).collection<StoredRow>(agencyCertificates.name);
      const { _id, mac, ...own } = (await rows.findOne({ purpose: 'system' })) ?? expect.fail('there is no system key');
      await rows.dropIndex('sha256_1_revokedAt_1');
      const key = ledgerKeyOf(await readFile(path('keys/log/ledger.key'), 'utf8'));
      const twice = { ...own, purpose: 'seal' };
      const seal = key.ofRow(agencyCertificates, { ...agencyCertificates.asStored({ ...twice, _id: 'twice' }) });
      await rows.insertOne({ ...twice, _id: 'twice', mac: seal });
      const other = () => vanban('trust', 'withdraw', '--certificate', 'deadbeef', '--reason', 'Lộ khoá');
      const refused = JSON.stringify((await other()).answer);
      expect(refused).to.include('twice').and.include(_id);
      const [, words = ''] =
        /"vanban (agency revoke --agency H99.08 --purpose seal .*?) --reason/.exec(refused.replaceAll('\\"', '"')) ??
        [];
      const revoked = await vanban(...words.split(' '), '--reason', 'Một chứng thư, một việc');
      expect(revoked.answer, refused).to.include({ state: 'revoked', purpose: 'seal' });
      expect(await other()).to.have.nested.property('answer.error.code', 'no-such-certificate');
      expect(mac).not.to.equal(seal);
    } finally {
      await client.close();
    }
  });

  it('refuse an agency nobody knows, and demo keys in production', async () => {
    const { seal } = await aDemoAuthority();
    const p12 = await file('key.p12', await exportPkcs12(seal, pin));
    const pinFile = await file('pin', pin);
    const words = ['agency', 'keys', '--purpose', 'seal', '--p12', p12, '--pin-file', pinFile, '--agency'];
    expect(await vanban(...words, 'H99.77')).to.have.nested.property('answer.error.code', 'no-such-agency');
    expect(await vanbanInProduction(...words, 'H99.08')).to.deep.include({ code: 1 });
  });
});
