import { sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DemoKey, RevocationPlaces } from '../../../scripts/demo/authority.ts';
import { readAll, rowsOf } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { incomingContract } from '../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { agencyCertificates } from '../../../server/signing/certificates/store.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { assertSigner } from '../../../server/signing/keys/assert-signer.ts';
import { signAsSystem, verifySystemSignature } from '../../../server/signing/keys/system-signature.ts';
import { type RevocationRules, useRevocation } from '../../../server/signing/revocation/revocation-in-use.ts';
import { revocationAnswers } from '../../../server/signing/revocation/store.ts';
import { aKeyOf, installKey } from '../../support/agency-keys.ts';
import { ask, refused, send } from '../../support/ask.ts';
import { aRevocationList } from '../../support/authority-services.ts';
import { testPassword } from '../../support/identity.ts';
import { aLetter, type Bureau, beginBody, submitted, theBureau, upload } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOpensslAuthority, type OpensslAuthority } from '../../support/openssl-authority.ts';
import { aPreparedPdf, signed as signedBy } from '../../support/signing.ts';

const HOUR_MS = 3600_000;
const { beginSignature, completeSignature } = signingContract;

describe('a certificate that was revoked', function () {
  this.timeout(240_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let desk: OpensslAuthority;
  let host: string;
  let folder: string;
  /** Of one and the same person: revocation is learned from a responder, from a list, or from nobody. */
  let byOcsp: DemoKey;
  let byList: DemoKey;
  let silent: DemoKey;

  before(async () => {
    bureau = await theBureau(province);
    const { issue, issuing } = province.authority();
    const ocsp = await issue({ purpose: 'ocsp', commonName: 'OCSP' });
    const timestamp = await issue({ purpose: 'timestamp', commonName: 'Dấu thời gian' });
    const issued: Uint8Array[] = [];
    desk = await anOpensslAuthority({ timestamp, ocsp, issuer: issuing, issued });
    host = new URL(desk.url('ocsp')).host;
    const leader = (revocation: RevocationPlaces) =>
      issue({ purpose: 'person', commonName: province.actor('giamdoc', 'snv').name, revocation });
    byOcsp = await leader({ ocsp: desk.url('ocsp') });
    byList = await leader({ crl: desk.url('crl') });
    silent = await leader({});
    issued.push(byOcsp.certificate, silent.certificate);
    await desk.revoke(silent.certificate, new Date()); // the responder reads its index anew
  });
  after(() => desk.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-crls-'));
    await writeFile(join(folder, 'root.crl'), listOf(province.authority().root));
    desk.asked.clear();
    await startAgain();
  });
  afterEach(async () => {
    useRevocation({ policy: 'soft', hosts: [], networks: [] });
    await rm(folder, { recursive: true, force: true });
  });

  /** As after a start with these rules and nothing kept; the root's own list always lies in the folder. */
  const startAgain = async (over: Partial<RevocationRules> = {}) => {
    await rowsOf(revocationAnswers).deleteMany({});
    useRevocation({
      policy: 'hard',
      hosts: [host],
      networks: ['127.0.0.0/8'],
      crlFolder: folder,
      timeoutMs: 20_000,
      ...over,
    });
  };
  const listOf = (issuer: DemoKey, revoked: readonly DemoKey[] = [], hours = 24) => {
    const now = Date.now();
    const since = new Date(now - HOUR_MS);
    const entries = revoked.map(({ certificate }) => ({ certificate, since }));
    return aRevocationList(issuer, {
      thisUpdate: new Date(now - 2 * HOUR_MS),
      nextUpdate: new Date(now + hours * HOUR_MS),
      revoked: entries,
    });
  };
  const issuersList = (revoked: readonly DemoKey[] = [], hours = 24) =>
    listOf(province.authority().issuing, revoked, hours);
  const judged = async (key: DemoKey) =>
    assertSigner(key, { fullName: key.commonName, at: new Date() }).then(
      () => 'good',
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );
  const sources = async () =>
    (await readAll(revocationAnswers, {})).map(({ kind, failure }) => `${kind} ${failure ?? 'good'}`).toSorted();
  const letter = () => submitted(bureau, aLetter(province, { to: ['skhcn'] }));
  const begun = async (shown: OutgoingView, key: DemoKey) => {
    const params = { documentId: shown.id };
    const body = beginBody(shown, key);
    const { signatureId, signedAttributes } = await ask(bureau.leader, beginSignature, { params, body });
    const signature = sign('sha256', Buffer.from(signedAttributes, 'base64'), key.privateKey).toString('base64');
    return { params: { ...params, signatureId }, body: { signature } };
  };
  const verification = ({ id: documentId }: OutgoingView) =>
    ask(bureau.clerk, signingContract.verifyOutgoing, { params: { documentId } });

  it('is known from a responder, and what is good is asked once a minute', async () => {
    expect(await judged(byOcsp)).to.equal('good');
    expect(await judged(byOcsp)).to.equal('good');
    expect(desk.asked.get('/ocsp')).to.equal(1);
    expect(await sources()).to.deep.equal(['ocsp good']);
    await desk.revoke(byOcsp.certificate, new Date(Date.now() - HOUR_MS));
    await startAgain();
    expect(await judged(byOcsp)).to.equal('certificate-revoked');
    await startAgain({ policy: 'soft' });
    expect(await judged(byOcsp)).to.equal('certificate-revoked');
  });

  it('is known from a list at the address it names, and from a list in the folder', async () => {
    desk.setCrl(issuersList());
    expect(await judged(byList)).to.equal('good');
    desk.setCrl(issuersList([byList]));
    await startAgain();
    expect(await judged(byList)).to.equal('certificate-revoked');
    expect(await judged(silent)).to.equal('revocation-unknown');
    await writeFile(join(folder, 'issuing.crl'), issuersList([silent]));
    await startAgain();
    expect(await judged(silent)).to.equal('certificate-revoked');
  });

  it('stays known after a start and while its authority is away; an answer of yesterday says nothing good', async () => {
    desk.setCrl(issuersList());
    expect(await judged(byList)).to.equal('good');
    const asked = desk.asked.get('/crl');
    useRevocation({ policy: 'hard', hosts: [host], networks: ['127.0.0.0/8'], crlFolder: folder });
    expect(await judged(byList)).to.equal('good');
    expect(desk.asked.get('/crl'), 'kept in the database').to.equal(asked);
    await rowsOf(revocationAnswers).updateMany({}, { $set: { askedAt: new Date(0), url: desk.url('slow') } });
    desk.setCrl(Buffer.from('nothing of the kind'));
    useRevocation({ policy: 'hard', hosts: [host], networks: ['127.0.0.0/8'], crlFolder: folder });
    expect(await judged(byList)).to.equal('good');
    expect(await sources()).to.deep.equal(['crl unreadable']);
    desk.setCrl(issuersList([], -1));
    await startAgain();
    expect(await judged(byList)).to.equal('revocation-unknown');
    expect(await sources()).to.deep.equal(['crl out-of-date']);
  });

  it('is never asked about where the configuration does not allow it, whatever the certificate says', async () => {
    await startAgain({ hosts: ['*.ca.gov.vn'] });
    expect(await judged(byOcsp)).to.equal('revocation-unknown');
    expect(await sources()).to.deep.equal(['ocsp host-not-allowed']);
    const { port } = new URL(desk.url('ocsp'));
    const byName = await province.authority().issue({
      purpose: 'person',
      commonName: 'Trần Văn Bình',
      revocation: { ocsp: `http://localhost:${port}/ocsp`, crl: `http://localhost:${port}/moved` },
    });
    await startAgain({ hosts: [`localhost:${port}`], networks: [] });
    expect(await judged(byName)).to.equal('revocation-unknown');
    expect(await sources()).to.deep.equal(['crl address-not-allowed', 'ocsp address-not-allowed']);
    expect([...desk.asked.keys()]).to.deep.equal([]);
    await startAgain({ hosts: [`localhost:${port}`] });
    expect(await judged(byName)).to.equal('revocation-unknown');
    expect([...desk.asked.keys()]).to.have.members(['/ocsp', '/moved']); // a redirect is not followed
  });

  it('is asked about through a proxy, which resolves the names', async () => {
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end(issuersList([byList]));
    });
    const url = await listening(proxy);
    const far = await province.authority().issue({
      purpose: 'person',
      commonName: 'Trần Văn Bình',
      revocation: { crl: 'http://crl.vanban.invalid/issuing.crl' },
    });
    await startAgain({ hosts: ['crl.vanban.invalid'], networks: [], proxy: url });
    expect(await judged(far)).to.equal('good');
    expect(seen).to.deep.equal(['GET http://crl.vanban.invalid/issuing.crl']);
    proxy.closeAllConnections();
    proxy.close();
  });

  it('begins no signature, and completes none that was begun before', async () => {
    const shown = await letter();
    desk.setCrl(issuersList());
    const asked = await begun(shown, byList);
    desk.setCrl(issuersList([byList]));
    await startAgain();
    expect(await refused(bureau.leader, completeSignature, asked)).to.equal('422 certificate-revoked');
    const again = { params: { documentId: shown.id }, body: beginBody(shown, byList) };
    expect(await refused(bureau.leader, beginSignature, again)).to.equal('422 certificate-revoked');
  });

  it('gets its documents no number: what was signed before it was known waits, and what is signed after is invalid everywhere', async () => {
    const shown = await letter();
    desk.setCrl(issuersList());
    await ask(bureau.leader, completeSignature, await begun(shown, byList));
    const signed = await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId: shown.id } });
    expect((await verification(signed)).signatures[0]?.reasons.map(({ code }) => code)).not.to.include(
      'revocation-not-checked',
    );
    desk.setCrl(issuersList([byList]));
    await startAgain();
    const number = { params: { documentId: signed.id }, body: { version: signed.version, password: testPassword } };
    expect(await refused(bureau.clerk, outgoingContract.numberDocument, number)).to.equal('409 signature-not-valid');
    const { verdict, signatures } = await verification(signed);
    expect(verdict).to.equal('invalid');
    expect(signatures[0]?.reasons.map(({ code }) => code)).to.include('revoked');

    const { pdf } = await aPreparedPdf();
    const forged = await signedBy(pdf, byList, { signingTime: new Date() });
    const uploadId = await upload(bureau.clerk, forged, 'den.pdf');
    const issuer = { name: 'Sở Tài chính' };
    const body = { typeCode: 'cong-van', issuedOn: '2026-11-02', issuer, subject: 'Rà soát', uploadId };
    const { id: documentId } = await ask(bureau.clerk, incomingContract.registerIncoming, { body });
    await province.work();
    expect(await ask(bureau.clerk, incomingContract.getIncoming, { params: { documentId } })).to.include({
      verdict: 'invalid',
    });
  });

  it('ends messages too: what its system key signed before it was known is refused on arrival, and it signs nothing more', async () => {
    const { id } = province.agency('snv');
    const system = await aKeyOf(province, 'snv', 'system', {}, { crl: desk.url('crl') });
    desk.setCrl(issuersList());
    await rowsOf(agencyCertificates).deleteMany({ agencyId: id, purpose: 'system' });
    await installKey(province, 'snv', 'system', system);
    const message = Buffer.from('{}');
    const signature = await signAsSystem(id, message);
    desk.setCrl(issuersList([system]));
    await startAgain();
    const refusal = async (act: Promise<unknown>) =>
      act.then(
        () => 'taken',
        (error: unknown) => Object(error).code,
      );
    expect(await refusal(verifySystemSignature(id, message, signature, new Date()))).to.equal('signature-invalid');
    expect(await refusal(signAsSystem(id, message))).to.equal('agency-certificate-revoked');
  });

  it('that nobody says anything about is used under the policy soft, and said to be unchecked; under hard it signs nothing', async () => {
    const shown = await letter();
    await startAgain({ hosts: [] });
    const again = { params: { documentId: shown.id }, body: beginBody(shown, byList) };
    const answer = await send(bureau.leader, beginSignature, again);
    expect(`${answer.status} ${String(answer.body.type)}`).to.equal('503 /problems/revocation-unknown');
    await startAgain({ hosts: [], policy: 'soft' });
    await ask(bureau.leader, completeSignature, await begun(shown, byList));
    const { verdict, notes } = await verification(shown);
    expect(verdict).to.equal('valid');
    expect(notes).to.include('revocation-not-checked');
    expect(await sources()).to.deep.equal(['crl host-not-allowed']);
    await startAgain({ hosts: [] });
    const unclear = await verification(shown);
    expect(unclear.verdict).to.equal('unclear');
    expect(unclear.signatures[0]?.reasons.map(({ code }) => code)).to.include('no-revocation-data');
  });
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
