import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { useTimestamps } from '../../../server/signing/signatures/timestamps-in-use.ts';
import { ask } from '../../support/ask.ts';
import { testPassword } from '../../support/identity.ts';
import { aLetter, type Bureau, signedLetter, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anOpensslAuthority, type OpensslAuthority } from '../../support/openssl-authority.ts';
import { judgeWithPyHanko } from '../../support/pyhanko.ts';

describe('acts with a timestamp authority', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let desk: OpensslAuthority;
  before(async () => {
    bureau = await theBureau(province);
    const { issue, issuing } = province.authority();
    const [timestamp, ocsp] = await Promise.all([
      issue({ purpose: 'timestamp', commonName: 'Dấu thời gian' }),
      issue({ purpose: 'ocsp', commonName: 'OCSP' }),
    ]);
    desk = await anOpensslAuthority({ timestamp, ocsp, issuer: issuing, issued: [timestamp.certificate] });
  });
  afterEach(() => useTimestamps({ urls: [] }));
  after(() => desk.close());

  const signedByLeader = () => signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));

  async function issued({ id: documentId, version }: OutgoingView): Promise<OutgoingView> {
    const body = { version, password: testPassword };
    await ask(bureau.clerk, outgoingContract.numberDocument, { params: { documentId }, body });
    await province.work();
    return await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId } });
  }

  /** Level and source of the time of every signature and timestamp of the file as it stands. */
  async function levels({ id: documentId }: OutgoingView): Promise<string[]> {
    const { verdict, signatures } = await ask(bureau.clerk, signingContract.verifyOutgoing, { params: { documentId } });
    expect(verdict).to.equal('valid');
    return signatures.map(({ field, kind, level, timeSource }) =>
      kind === 'timestamp' ? kind : `${field} ${level} ${timeSource}`,
    );
  }

  it('gives the leader’s signature and the seal proof of time', async () => {
    useTimestamps({ urls: [desk.url('broken'), desk.url('tsa')] });
    const signed = await signedByLeader();
    expect(await levels(signed)).to.deep.equal(['leader B-T timestamp']);
    expect(await levels(await issued(signed))).to.deep.equal(['leader B-T timestamp', 'seal B-T timestamp']);
  });

  it('goes on without when no authority answers, and asks none again for a while', async () => {
    useTimestamps({ urls: [desk.url('broken')] });
    const before = desk.asked.get('/broken') ?? 0;
    const letter = await issued(await signedByLeader());
    expect(letter).to.include({ state: 'issued', verdict: 'valid' });
    expect(await levels(letter)).to.deep.equal(['leader B-B claimed', 'seal B-B claimed']);
    expect((desk.asked.get('/broken') ?? 0) - before).to.equal(1);
  });

  it('adds with the seal what the leader’s signature lacks, so that pyHanko too finds everything in order', async () => {
    useTimestamps({ urls: [desk.url('broken')], restMs: 0 });
    const signed = await signedByLeader();
    useTimestamps({ urls: [desk.url('tsa')] });
    const letter = await issued(signed);
    expect(await levels(letter)).to.deep.equal(['leader B-T timestamp', 'seal B-T timestamp', 'timestamp']);

    const [main] = letter.files;
    const ofFile = { params: { documentId: letter.id, fileId: main?.id ?? '' } };
    const folder = await mkdtemp(join(tmpdir(), 'vanban-timestamped-'));
    const file = join(folder, 'issued.pdf');
    await writeFile(file, await ask(bureau.clerk, outgoingContract.getOutgoingFile, ofFile));
    const { root } = province.authority();
    const [judged] = await judgeWithPyHanko({ files: [file], roots: [root.certificate], at: new Date() });
    const accepted = judged?.signatures.map(({ field, accepted, docmdpOk }) => ({ field, accepted, docmdpOk }));
    expect(accepted?.filter(({ field }) => field === 'leader' || field === 'seal')).to.deep.equal([
      { field: 'leader', accepted: true, docmdpOk: true },
      { field: 'seal', accepted: true, docmdpOk: true },
    ]);
    await rm(folder, { recursive: true });
  });
});
