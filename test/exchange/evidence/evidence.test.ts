import { execFile } from 'node:child_process';
import { createPublicKey, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { createDemoAuthority, type DemoKey } from '../../../scripts/demo/authority.ts';
import { auditEntries } from '../../../server/audit/store.ts';
import { deliveriesContract } from '../../../server/exchange/deliveries/contract.ts';
import { place, simpleContent } from '../../../server/exchange/evidence/container.ts';
import { evidenceContract } from '../../../server/exchange/evidence/contract.ts';
import { readArchive } from '../../../server/exchange/evidence/read-archive.ts';
import { sourceOf } from '../../../server/exchange/evidence/verify/bytes-source.ts';
import { reportInWords } from '../../../server/exchange/evidence/verify/evidence-words.ts';
import { sha256Of } from '../../../server/exchange/messages/message.ts';
import { signDetached } from '../../../server/pdf-signatures/crypto/sign-detached.ts';
import { readOne } from '../../../server/platform/database/store.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { stampHeads } from '../../../server/signing/stamps/stamp-heads.ts';
import { ask, send } from '../../support/ask.ts';
import { aRevocationList, aTimestamper, aTimestampToken } from '../../support/authority-services.ts';
import { markAsDeployment } from '../../support/deployment.ts';
import {
  aDirectoryAuthority,
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aListedDeployment,
} from '../../support/directory.ts';
import {
  aProvenLetter,
  archiveOf,
  exportedAnew,
  exportedDelivery,
  judged,
  membersOf,
  type ProvenLetter,
  resealed,
} from '../../support/evidence.ts';
import { inCommandProcess } from '../../support/in-command-process.ts';
import { aLetter, issuedLetter, newestArrival, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { testDatabase, useFreshDatabase } from '../../support/mongo.ts';
import { isLong, sampled } from '../../support/sampled.ts';
import { signWith } from '../../support/signing.ts';

const run = promisify(execFile);

describe('the evidence of a delivery', function () {
  // Each byte of a container in turn takes some minutes.
  this.timeout(isLong ? 1_800_000 : 180_000);
  useFreshDatabase();
  const province = useProvince();
  let letter: ProvenLetter;
  let replacing: ProvenLetter;
  let sent: Buffer;
  let folder: string;
  const root = () => province.authority().root.certificate;
  const faultsOf = async (container: Uint8Array) => (await judged(container, [root()])).faults;

  before(async () => {
    letter = await aProvenLetter(province);
    sent = await exportedDelivery(letter);
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-evidence-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What a container is found to be broken in, one bit of which is another. */
  async function namedByFlip(container: Buffer, at: number): Promise<(string | null)[]> {
    const changed = Buffer.from(container);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const { verdict, faults } = await judged(changed, [root()]);
    return verdict === 'broken' ? faults.map(({ member }) => member) : [verdict];
  }

  /** Runs the commands of the page on a container; gives the last line they print. */
  async function inShell(script: string, container: Uint8Array): Promise<{ code: number; said: string | undefined }> {
    const [FILE, ROOTS] = [join(folder, 'sent.asice'), join(folder, 'root.pem')];
    const TSA_ROOTS = ROOTS;
    await writeFile(FILE, container);
    await writeFile(ROOTS, pem(root()));
    const { PATH = '' } = process.env;
    const done = await run('bash', ['-c', script], { env: { PATH, FILE, ROOTS, TSA_ROOTS, TMPDIR: folder } }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }) => ({ code, stdout }),
    );
    return { code: done.code, said: done.stdout.trim().split('\n').at(-1) };
  }

  it('proves to whoever believes the root who sent what to whom, when it was stored and what became of it', async () => {
    const { verdict, faults, doubts, remarks, found } = await judged(sent, [root()]);
    expect({ verdict, faults, doubts }).to.deep.equal({ verdict: 'proven', faults: [], doubts: [] });
    expect(found?.note).to.deep.include({ side: 'sender', exporter: { code: 'H99.08', name: 'Sở Nội vụ' } });
    expect(found).to.deep.nested.include({ 'sender.code': 'H99.08', 'recipient.code': 'H99.12' });
    expect(found?.document.code).to.match(/^\d+\/SNV-/);
    expect(found?.storedAt).to.be.a('string');
    expect(found?.statuses.map(({ code, arrivalNumber }) => [code, arrivalNumber])).to.deep.equal([
      ['01', null],
      ['03', 1],
    ]);
    expect(found?.files[0]).to.include({ role: 'main' });
    const events = found?.log?.entries.map(({ type }) => type);
    expect(events).to.deep.equal(['delivery-created', 'delivery-sent', 'receipt-recorded', 'receipt-recorded']);
    expect(found?.signatures.map(({ believedBy }) => believedBy)).to.deep.equal([
      'root',
      'root',
      'root',
      'root',
      'root',
    ]);
    const lacking = remarks.flatMap((remark) => (remark.code === 'lacks' ? remark.what : []));
    expect(lacking).to.deep.equal(['directory', 'revocation', 'timestamps']);
    expect(found?.partnerLog?.entries.map(({ type }) => type)).to.deep.equal(['document-arrived']);
  });

  it('is exported by its recipient too, with the sender’s word that it holds the receipts', async () => {
    const { arrivalId, recipient } = letter;
    const received = await ask(recipient, evidenceContract.getArrivalEvidence, { params: { arrivalId } });
    const { verdict, found } = await judged(received, [root()]);
    expect(verdict).to.equal('proven');
    expect(found?.note).to.deep.include({
      side: 'recipient',
      exporter: { code: 'H99.12', name: 'Sở Khoa học và Công nghệ' },
    });
    expect(found?.statuses.map(({ code, heldSince }) => [code, typeof heldSince])).to.deep.equal([
      ['01', 'string'],
      ['03', 'string'],
    ]);
    const events = found?.log?.entries.map(({ type }) => type);
    expect(events).to.include.members(['document-arrived', 'arrival-verified', 'arrival-registered', 'receipt-sent']);
    const ofSender = found?.partnerLog?.entries.map(({ type }) => type);
    expect(ofSender).to.deep.equal(['delivery-sent', 'receipt-recorded', 'receipt-recorded']);
    expect(await readOne(auditEntries, { type: 'arrival-evidence-downloaded' })).to.deep.nested.include({
      'event.fileSha256': sha256Of(received),
    });
  });

  it('leaves its hash in the log of who exported it, under a name that tells the document', async () => {
    const answer = await send(letter.sender, evidenceContract.getDeliveryEvidence, {
      params: { deliveryId: letter.deliveryId },
    });
    expect(answer.headers['content-disposition']).to.match(/filename="bang-chung-\d+-SNV-\w+\.asice"/);
    const event = { type: 'delivery-evidence-downloaded', 'event.fileSha256': sha256Of(answer.body) };
    expect(await readOne(auditEntries, event)).to.include({ documentId: letter.documentId });
  });

  it('does not exist for what went on paper', async () => {
    const bureau = await theBureau(province);
    const issued = await issuedLetter(bureau, aLetter(province, { to: [], outside: ['Hợp tác xã Tân Tiến'] }));
    const params = { documentId: issued.id };
    const {
      items: [paper],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params });
    const asked = { params: { deliveryId: paper?.id ?? '' } };
    const told = await ask(bureau.clerk, deliveriesContract.listToldOtherwise, { params });
    expect(told.map(({ why }) => why)).to.deep.equal(['on-paper']);
    const { status, body } = await send(bureau.clerk, evidenceContract.getDeliveryEvidence, asked);
    expect({ status, ...JSON.parse(String(body)) }).to.include({ status: 409, type: '/problems/nothing-proven' });
  });

  it('stays unclear to whoever believes nobody, or another root', async () => {
    const other = await createDemoAuthority();
    for (const roots of [[], [other.root.certificate]]) {
      const { verdict, faults, doubts, found } = await judged(sent, roots);
      expect({ verdict, faults }).to.deep.equal({ verdict: 'unclear', faults: [] });
      expect(doubts).to.have.length(5);
      expect(doubts[0]).to.deep.include({ code: 'untrusted', reasons: ['untrusted-root'] });
      expect(found?.sender.name).to.equal('Sở Nội vụ');
    }
  });

  it('names the member of every byte that is changed, and takes no byte outside of the members', async () => {
    const members = await readArchive(sourceOf(sent));
    const within = members.flatMap((member) =>
      sampled(range(member.start, member.end), 10).map((at) => ({ at, member })),
    );
    const outside = range(0, sent.length).filter((at) => !members.some(({ start, end }) => at >= start && at < end));
    for (const { at, member } of [...within, ...sampled(outside, 150).map((at) => ({ at, member: undefined }))]) {
      expect(await namedByFlip(sent, at), `byte ${at}`).to.deep.equal([member?.name ?? null]);
    }
  });

  it('takes nothing before, behind, beside or in the place of its members', async () => {
    const one = Buffer.from(' ');
    const outside = [{ code: 'archive-malformed', member: null }];
    expect(await faultsOf(Buffer.concat([sent, one]))).to.deep.equal(outside);
    expect(await faultsOf(Buffer.concat([one, sent]))).to.deep.equal(outside);
    expect(await faultsOf(sent.subarray(0, -1))).to.deep.equal(outside);
    expect(await faultsOf(Buffer.alloc(0))).to.deep.equal(outside);
    const members = await membersOf(sent);
    const more = await archiveOf(new Map([...members, ['files/2-them.pdf', one]]));
    expect(await faultsOf(more)).to.deep.equal([{ code: 'member-unsigned', member: 'files/2-them.pdf' }]);
    const fewer = await archiveOf(new Map([...members].filter(([name]) => name !== place.log)));
    expect(await faultsOf(fewer)).to.deep.equal([{ code: 'member-missing', member: place.log }]);
  });

  it('verifies part by part with openssl alone, as docs/evidence.md says, and not when a part was changed', async () => {
    const page = await readFile(new URL('../../../docs/evidence.md', import.meta.url), 'utf8');
    const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(page) ?? [];
    const members = await membersOf(sent);
    const receipt = `${place.receipts}1-01.asics`;
    const other = await resealed(members.get(receipt), ({ content, signature }) => ({
      content: Buffer.concat([content, Buffer.from(' ')]),
      signature,
    }));
    expect(await inShell(script, sent)).to.include({ code: 0, said: 'all parts verify' });
    const changed = await archiveOf(new Map([...members, [receipt, other]]));
    expect(await inShell(script, changed)).to.include({ code: 1, said: `./${receipt} is not what was signed` });
  });

  it('is proven from the log by the program that verifies logs alone', async () => {
    const proof = join(folder, 'log.json');
    await writeFile(proof, (await membersOf(sent)).get(place.log) ?? '');
    const { stdout } = await run(process.execPath, ['scripts/verify-log.mjs', '--proof', proof, '--json']);
    expect(JSON.parse(stdout)).to.deep.nested.include({
      verdict: 'whole',
      'counts.entries': 4,
      'counts.signedHeads': 1,
    });
  });

  it('tells that it was corrected and replaced, each acknowledged; and the other what that replaces', async () => {
    const { documentId, sender: clerk, recipient } = letter;
    const bureau = await theBureau(province);
    const of = { params: { documentId } };
    const { version, code } = await ask(clerk, outgoingContract.getOutgoing, of);
    const body = { version, reason: 'Nhầm hạn', replyBy: '2099-12-31' };
    await ask(clerk, outgoingContract.correctOutgoing, { ...of, body });
    const replaces = { documentId, reason: 'Sai thời hạn' };
    const { id } = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }, { replaces }));
    await province.work();
    const [other] = (await ask(clerk, deliveriesContract.listDeliveries, { params: { documentId: id } })).items;
    replacing = { ...letter, arrivalId: (await newestArrival(recipient)).id, deliveryId: other?.id ?? '' };
    const ofRecipient = ({ arrivalId }: Pick<ProvenLetter, 'arrivalId'>) =>
      ask(recipient, evidenceContract.getArrivalEvidence, { params: { arrivalId } });
    for (const container of [await exportedDelivery(letter), await ofRecipient(letter)]) {
      const { verdict, found } = await judged(container, [root()]);
      expect(verdict).to.equal('proven');
      expect(found?.replaced).to.equal(null);
      expect(found?.followUps.map((one) => [one.kind, one.answers.map((answer) => answer.code)])).to.deep.equal([
        ['update', ['15']],
        ['replace', ['15']],
      ]);
    }
    for (const container of [await exportedDelivery(replacing), await ofRecipient(replacing)]) {
      const report = await judged(container, [root()]);
      expect(report).to.deep.include({ verdict: 'proven', faults: [] });
      expect(report.found?.replaced).to.include({ code });
      expect(reportInWords(report, 'en').facts.map(([name]) => name)).to.include('In the place of');
    }
  });

  it('bears the tokens of time over its log, which openssl verifies too, and none that does not fit', async () => {
    const authority = await province.authority().issue({ purpose: 'timestamp', commonName: 'Dấu thời gian Sao Mai' });
    const at = new Date(Math.ceil(Date.now() / 1_000) * 1_000);
    await stampHeads(aTimestamper(authority, at), new Map());
    const stamped = await exportedDelivery(letter);
    const { verdict, remarks, found } = await judged(stamped, [root()]);
    expect(verdict).to.equal('proven');
    expect(remarks).not.to.deep.include({ code: 'lacks', what: 'timestamps' });
    const until = found?.log?.entries.at(-1)?.at;
    const said = { at: at.toISOString(), believed: true, entries: found?.log?.entries.length, until };
    expect(found?.stamps.map(({ authority: by, ...stamp }) => [by.includes('Sao Mai'), stamp])).to.deep.equal([
      [true, said],
    ]);
    expect((await judged(stamped, [])).found?.stamps[0]?.believed).to.equal(false);
    const page = await readFile(new URL('../../../docs/evidence.md', import.meta.url), 'utf8');
    const [, script = ''] = /\$TSA_ROOTS[\s\S]+?```sh\n([\s\S]*?)```/.exec(page) ?? [];
    expect(await inShell(script, stamped)).to.include({ code: 0, said: 'all tokens verify' });
    const known = [...(await membersOf(sent)).keys()];
    const newest = (await readArchive(sourceOf(stamped))).filter(({ name }) => !known.includes(name));
    expect(newest.length).to.be.above(8);
    for (const { name, start, end } of newest) {
      for (const byte of sampled(range(start, end), 3)) {
        expect(await namedByFlip(stamped, byte), `byte ${byte}`).to.deep.equal([name]);
      }
    }

    const agency = 'Sở Nội vụ';
    const exporter = await province
      .authority()
      .issue({ purpose: 'system', commonName: agency, agency, keyType: 'p256' });
    const [token = '', text = '', proof = ''] = ['1.tst', '1.json', '1-log.json'].map(
      (name) => `${place.timestamps}${name}`,
    );
    const other = aTimestampToken(authority, Buffer.from('{}'), at);
    const members = await membersOf(stamped);
    const json = JSON.parse(Buffer.from(members.get(text) ?? []).toString());
    const wrong: readonly (readonly [
      changes: Record<string, Uint8Array | undefined>,
      code: string,
      member?: string,
    ])[] = [
      [{ [token]: other }, 'timestamp-wrong', token],
      [{ [text]: Buffer.from(JSON.stringify({ ...json, heads: [] })) }, 'timestamp-wrong', token],
      [{ [text]: undefined }, 'member-missing', text],
      [{ [proof]: members.get(place.partnerLog) }, 'log-of-another', proof],
      [{ [proof]: Buffer.from('{') }, 'content-malformed', proof],
    ];
    for (const [changes, code, member] of wrong)
      expect(await faultsOf(await exportedAnew(stamped, exporter, changes)), code).to.deep.equal([{ code, member }]);
  });

  it('is exported and verified by the command line', async () => {
    const { uri } = await testDatabase();
    const database = mongoose.connection.name;
    const { PATH = '', HOME = '' } = process.env;
    const storage = province.storageFolder();
    await markAsDeployment({ uri, database }, { storage, keys: join(storage, 'keys') });
    const environment = {
      ...{ PATH, HOME, NODE_ENV: 'test', MONGODB_URI: uri, MONGODB_DATABASE: database },
      ...{ STORAGE_DIR: storage, KEYS_DIR: join(storage, 'keys') },
    };
    const vanban = async (...words: string[]) => {
      const { code, printed } = await inCommandProcess({ words: [...words, '--json'], environment });
      return { code, answer: JSON.parse(printed.join('\n')) };
    };
    const out = join(folder, 'exported.asice');
    const exported = await vanban('evidence', 'export', '--delivery', letter.deliveryId, '--out', out);
    expect(exported).to.deep.nested.include({ code: 0, 'answer.sha256': sha256Of(await readFile(out)) });
    const again = await vanban('evidence', 'export', '--delivery', letter.deliveryId, '--out', out);
    expect(again).to.have.nested.property('answer.error.code', 'file-exists');
    const roots = join(folder, 'roots.pem');
    await writeFile(roots, pem(root()));
    const found = await vanban('evidence', 'verify', out, '--roots', roots);
    expect(found).to.deep.nested.include({ code: 0, 'answer.verdict': 'proven' });
    expect(await vanban('evidence', 'verify', out)).to.deep.nested.include({ code: 1, 'answer.verdict': 'unclear' });
    const { code, printed } = await inCommandProcess({
      words: ['evidence', 'verify', out, '--roots', roots],
      environment,
    });
    expect(code).to.equal(0);
    expect(printed.join('\n')).to.include('✔ Chứng minh được.').and.include('Bên gửi: Sở Nội vụ (H99.08)');
  });

  describe('that its exporter put together otherwise', () => {
    let exporter: DemoKey;
    let members: Map<string, Uint8Array>;
    const anew = async (changes: Readonly<Record<string, Uint8Array | undefined>>, key = exporter) =>
      await exportedAnew(sent, key, changes);
    const json = (name: string) => JSON.parse(Buffer.from(members.get(name) ?? []).toString());
    const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));
    const receipt = `${place.receipts}1-01.asics`;

    before(async () => {
      const agency = 'Sở Nội vụ';
      exporter = await province.authority().issue({ purpose: 'system', commonName: agency, agency, keyType: 'p256' });
      members = await membersOf(sent);
      expect(await judged(await anew({}), [root()])).to.include({ verdict: 'proven' });
    });

    it('shows a message or receipt that was not signed so', async () => {
      const changed = await resealed(members.get(place.message), ({ content, signature }) => ({
        content: Buffer.from(Buffer.from(content).toString().replace('"priority":0', '"priority":3')),
        signature,
      }));
      const faults = await faultsOf(await anew({ [place.message]: changed }));
      expect(faults).to.deep.include({ code: 'signature-wrong', member: place.message });
      const foreign = await resealed(members.get(receipt), ({ content }) => ({ content, signature: Buffer.from('x') }));
      expect(await faultsOf(await anew({ [receipt]: foreign }))).to.deep.equal([
        { code: 'signature-wrong', member: receipt },
      ]);
    });

    it('shows what belongs to another message, and a file that is another', async () => {
      const second = await membersOf(await exportedDelivery(replacing));
      const ofAnother = await anew({ [receipt]: second.get(`${place.receipts}2-01.asics`) });
      expect(await faultsOf(ofAnother)).to.deep.equal([{ code: 'of-another-message', member: receipt }]);
      for (const log of [place.log, place.partnerLog]) {
        expect(await faultsOf(await anew({ [log]: second.get(log) }))).to.deep.equal([
          { code: 'log-of-another', member: log },
        ]);
      }
      const own = await judged(await anew({ [place.partnerLog]: members.get(place.log) }), [root()]);
      expect(own.remarks).to.deep.include({ code: 'partner-log-key-unconfirmed' });
      const later = `${place.followUps}1-revoke/${place.message}`;
      expect(await faultsOf(await anew({ [later]: members.get(place.message) }))).to.deep.equal([
        { code: 'of-another-message', member: later },
      ]);
      const file = [...members.keys()].find((name) => name.startsWith(place.files)) ?? '';
      expect(await faultsOf(await anew({ [file]: Buffer.from('%PDF-') }))).to.deep.equal([
        { code: 'file-missing', member: file.replace(/^files\/1-/, '') },
      ]);
    });

    it('shows a log that does not lead to its head, and members that are something else', async () => {
      const proof = json(place.log);
      proof.entries[0].entry.leaf = proof.entries[0].entry.leaf.replace('delivery-created', 'delivery-settled');
      expect(await faultsOf(await anew({ [place.log]: bytesOf(proof) }))).to.deep.equal([
        { code: 'log-proof-wrong', member: place.log },
      ]);
      for (const name of [place.log, place.note, place.message, receipt]) {
        expect(await faultsOf(await anew({ [name]: Buffer.from('{') }))).to.deep.include({
          ...{ code: 'content-malformed', member: name },
        });
      }
      expect(await faultsOf(await anew({ [place.message]: undefined }))).to.not.deep.equal([]);
    });

    it('stays unclear when who exports is no party, or signs in another’s name', async () => {
      const other = { code: 'H99.77', name: 'Sở Nội vụ' };
      const strange = await judged(await anew({ [place.note]: bytesOf({ ...json(place.note), exporter: other }) }), [
        root(),
      ]);
      expect(strange).to.deep.include({ verdict: 'unclear', doubts: [{ code: 'exporter-is-no-party' }] });
      const wrongKey = await province
        .authority()
        .issue({ purpose: 'system', commonName: 'Sở Tài chính', keyType: 'p256' });
      expect((await judged(await anew({}, wrongKey), [root()])).doubts).to.deep.equal([
        { code: 'names-another', member: place.signature },
      ]);
    });

    it('stays unclear when the certificate was revoked before, and says so where nobody knows', async () => {
      const { issuing } = province.authority();
      const period = { thisUpdate: new Date(Date.now() - 86_400_000), nextUpdate: new Date(Date.now() + 86_400_000) };
      const list = (revoked: readonly { certificate: Uint8Array; since: Date }[]) =>
        aRevocationList(issuing, { ...period, revoked: [...revoked] });
      const since = new Date(Date.now() - 3_600_000);
      const name = `${place.revocation}${randomUUID()}.crl`;
      const revoked = await anew({ [name]: list([{ certificate: exporter.certificate, since }]) });
      const { verdict, doubts } = await judged(revoked, [root()]);
      expect(verdict).to.equal('unclear');
      expect(doubts).to.deep.equal([{ code: 'revoked', member: place.signature }]);
      const { remarks } = await judged(await anew({ [name]: list([]) }), [issuing.certificate]);
      expect(remarks.filter(({ code }) => code === 'revocation-unknown')).to.deep.equal([]);
    });

    it('doubts who speaks for another, until a directory that is believed says that they were merged', async () => {
      const authority = aDirectoryAuthority();
      const agency = 'UBND huyện Thanh Bình';
      const key = await province.authority().issue({ purpose: 'system', commonName: agency, agency, keyType: 'p256' });
      const told = (await membersOf(members.get(receipt) ?? new Uint8Array())).get(simpleContent) ?? [];
      const sender = { code: 'H99.27', name: agency };
      const content = bytesOf({ ...JSON.parse(Buffer.from(told).toString()), sender });
      const signature = await signDetached(content, { ...key, sign: signWith(key) }, new Date());
      const said = await resealed(members.get(receipt), () => ({ content, signature }));
      const merged = ['H99.27', 'H99.12'].map((code) =>
        aListedAgency(code, code === 'H99.12' ? { successor: { code: 'H99.27', from: '2026-01-01' } } : {}),
      );
      const directory = authority.file(aDirectoryList({ agencies: merged }));
      const container = await anew({ [receipt]: said, [place.log]: undefined, [place.directory]: directory });
      const doubted = await judged(container, [root()]);
      expect(doubted.faults).to.deep.equal([]);
      expect(doubted.doubts).to.deep.equal([{ code: 'speaks-for-another', member: receipt }]);
      expect(reportInWords(doubted, 'en').doubts[0]).to.include('said by another agency');
      const believed = await judged(container, [root()], { directoryKey: authority.publicKey });
      expect(believed).to.deep.include({ verdict: 'proven', doubts: [] });
    });

    it('believes the keys of the directory to whoever brings the key of its authority, and nothing of a forged one', async () => {
      const authority = aDirectoryAuthority();
      const signers = (await judged(sent, [root()])).found?.signatures ?? [];
      const own = new Map([...members].map(([name, bytes]) => [name.slice(place.certificates.length, -4), bytes]));
      const agency = (code: string) => {
        const signer = own.get(signers.find(({ party }) => party.code === code)?.sha256 ?? '') ?? new Uint8Array();
        const certificates = [signer, ...(code === 'H99.08' ? [exporter.certificate] : [])].map((certificate) =>
          aListedCertificate({ certificate }),
        );
        return aListedAgency(code, { deployment: 'sao-mai-2', certificates });
      };
      const list = aDirectoryList({ deployments: [aListedDeployment()], agencies: ['H99.08', 'H99.12'].map(agency) });
      const container = await anew({ [place.directory]: authority.file(list) });
      const found = await judged(container, [], { directoryKey: authority.publicKey });
      expect(found).to.include({ verdict: 'proven' });
      expect(found.found?.signatures.every(({ believedBy }) => believedBy === 'directory')).to.equal(true);
      expect((await judged(container, [])).remarks).to.deep.include({ code: 'directory-unconfirmed' });
      const stranger = createPublicKey(aDirectoryAuthority().privateKey);
      expect((await judged(container, [root()], { directoryKey: stranger })).faults).to.deep.equal([
        { code: 'directory-signature-wrong', member: place.directory },
      ]);
    });
  });
});

const pem = (der: Uint8Array): string => new X509Certificate(der).toString();

const range = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, index) => start + index);
