import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { jobs } from '../../../server/platform/ledger/jobs.ts';
import { incomingContract } from '../../../server/registry/incoming/contract.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { ask, refused, send } from '../../support/ask.ts';
import { type Agent, eventsOf } from '../../support/identity.ts';
import { aLetter, signedLetter, theBureau, upload } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const { registerIncoming } = incomingContract;
const { verifyUpload } = signingContract;

describe('the verdict on a file that is to be registered', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let clerk: Agent;
  let drafter: Agent;
  let signed: Uint8Array;

  before(async () => {
    const bureau = await theBureau(province);
    ({ clerk, drafter } = bureau);
    const letter = await signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    signed = await files().read(letter.files[0]?.sha256 ?? '');
  });

  /** The signed file with one byte of its first lines changed after signing. */
  const altered = (): Uint8Array => {
    const bytes = Buffer.from(signed);
    bytes[11] = (bytes[11] ?? 0) ^ 1;
    return bytes;
  };
  let last = 0;
  const paper = (uploadId: string, over: object = {}) => {
    last += 1;
    return {
      body: {
        codeNumber: String(last),
        codeNotation: 'BHXH-TTKT',
        typeCode: 'cong-van',
        issuedOn: '2026-01-02',
        issuer: { name: 'Bảo hiểm xã hội tỉnh Sao Mai' },
        subject: `Phối hợp rà soát dữ liệu, đợt ${last}`,
        uploadId,
        ...over,
      },
    };
  };
  const verdictEvents = async (documentId: string) =>
    (await eventsOf(province.agency('snv').id)).filter(
      (event) => event.type === 'document-verified' && event.documentId === documentId,
    );

  it('is told before the number, and taken over with it, so that nothing is verified twice', async () => {
    const uploadId = await upload(clerk, signed);
    const { verdict, signatures } = await ask(clerk, verifyUpload, { params: { uploadId } });
    expect(verdict).to.be.oneOf(['valid', 'unclear']);
    expect(signatures.map(({ signer }) => signer.commonName)).to.have.length(1);
    const document = await ask(clerk, registerIncoming, paper(uploadId));
    expect(document.verdict).to.equal(verdict);
    expect(await verdictEvents(document.id)).to.deep.equal([
      { type: 'document-verified', documentId: document.id, verdict },
    ]);
    const left = await readAll(jobs, { kind: 'verify-document' });
    expect(left.filter(({ payload }) => payload.documentId === document.id)).to.deep.equal([]);
  });

  it('that is not valid spends no number, unless the clerk says why', async () => {
    const uploadId = await upload(clerk, altered());
    expect((await ask(clerk, verifyUpload, { params: { uploadId } })).verdict).to.equal('invalid');
    const before = await incomingDocuments.model.countDocuments({});
    const answer = await send(clerk, registerIncoming, paper(uploadId));
    expect(answer.status).to.equal(409);
    expect(answer.body).to.include({ type: '/problems/verdict-invalid' });
    expect(answer.body.fields[0].pointer).to.equal('/body/verdictReason');
    expect(await incomingDocuments.model.countDocuments({})).to.equal(before);
    const verdictReason = 'Đã hỏi nơi gửi, chờ bản thay thế';
    const document = await ask(clerk, registerIncoming, paper(uploadId, { verdictReason }));
    expect(document.verdict).to.equal('invalid');
    expect(await verdictEvents(document.id)).to.deep.equal([
      { type: 'document-verified', documentId: document.id, verdict: 'invalid', reason: verdictReason },
    ]);
  });

  it('blocks nobody who has not waited for it: it comes back beside the document', async () => {
    const uploadId = await upload(clerk, Buffer.concat([altered(), Buffer.from('\n')]));
    expect((await ask(clerk, registerIncoming, paper(uploadId))).verdict).to.equal('pending');
  });

  it('asks for the seal of the agency that issued it, and is taken over for that agency alone', async () => {
    const { id: agencyId, name } = province.agency('skhcn');
    const uploadId = await upload(clerk, signed, 'thieu-dau.pdf');
    const asked = { params: { uploadId }, query: { from: agencyId } };
    const { verdict, isOriginal, sentence } = await ask(clerk, verifyUpload, asked);
    expect({ verdict, isOriginal }).to.deep.equal({ verdict: 'unclear', isOriginal: false });
    expect(sentence.vi).to.equal('Có chữ ký của cá nhân, nhưng không có chữ ký số của cơ quan gửi.');
    const named = { issuer: { agencyId, name }, duplicateReason: 'Cùng một tệp trong bài thử' };
    expect((await ask(clerk, registerIncoming, paper(uploadId, named))).verdict).to.equal('unclear');
    const another = { ...named, issuer: { name: 'Một nơi ngoài danh bạ' } };
    expect((await ask(clerk, registerIncoming, paper(uploadId, another))).verdict).to.equal('pending');
    await ask(clerk, verifyUpload, { params: { uploadId } });
    expect((await ask(clerk, registerIncoming, paper(uploadId, another))).verdict).to.equal('valid');
    expect((await ask(clerk, registerIncoming, paper(uploadId, named))).verdict).to.equal('pending');
  });

  it('is told of a PDF only, to clerks, each of their own files', async () => {
    const picture = Buffer.from('89504e470d0a1a0a', 'hex');
    const uploadId = await upload(clerk, picture, 'anh.png');
    expect(await refused(clerk, verifyUpload, { params: { uploadId } })).to.equal('422 main-file-not-pdf');
    const own = await upload(clerk, signed);
    const other = await province.signIn('vanthu', 'skhcn');
    expect(await refused(other, verifyUpload, { params: { uploadId: own } })).to.equal('404 not-found');
    expect(await refused(drafter, verifyUpload, { params: { uploadId: own } })).to.match(/^403 /);
  });
});
