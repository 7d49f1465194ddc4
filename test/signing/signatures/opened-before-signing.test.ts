import { expect } from 'chai';
import { incomingContract } from '../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { ask } from '../../support/ask.ts';
import { eventsOf } from '../../support/identity.ts';
import { aLetter, type Bureau, beginBody, openKey, submitted, theBureau, upload } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aLetterPdf } from '../../support/signing.ts';

describe('what a leader has opened before signing', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let shown: OutgoingView;
  let answered: { id: string; sha256: string };

  before(async () => {
    bureau = await theBureau(province);
    const uploadId = await upload(bureau.clerk, await aLetterPdf());
    const incoming = await ask(bureau.clerk, incomingContract.registerIncoming, {
      body: {
        typeCode: 'cong-van',
        issuedOn: '2026-01-02',
        issuer: { name: 'Sở Tài chính tỉnh Sao Mai' },
        subject: 'Đề nghị cho ý kiến',
        uploadId,
      },
    });
    const attachmentUploadIds = [await upload(bureau.drafter, await aLetterPdf(), 'phu-luc.pdf')];
    const { id } = await submitted(bureau, aLetter(province, { to: ['skhcn'] }, { attachmentUploadIds }));
    await outgoingDocuments.model.updateOne({ _id: id }, { $set: { answersDocumentIds: [incoming.id] } });
    shown = await ask(bureau.leader, outgoingContract.getOutgoing, { params: { documentId: id } });
    answered = { id: incoming.files[0]?.id ?? '', sha256: incoming.files[0]?.sha256 ?? '' };
  });

  const begun = async (opened: string[]) => {
    const body = { ...beginBody(shown, await openKey(bureau.leader)), opened };
    await ask(bureau.leader, signingContract.beginSignature, { params: { documentId: shown.id }, body });
    return (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'signature-begun').at(-1);
  };

  it('is kept with the signature: attachments and the letter that is answered, by their content', async () => {
    const attachment = shown.files.find(({ role }) => role === 'attachment');
    const both = [attachment?.sha256, answered.sha256];
    expect(await begun([])).to.deep.include({ opened: [], unopened: both });
    expect(await begun([answered.id])).to.deep.include({ opened: [answered.sha256], unopened: [attachment?.sha256] });
    expect(await begun([attachment?.id ?? '', answered.id, 'another'])).to.deep.include({ opened: both, unopened: [] });
  });

  it('is not spoken of where nothing lies beside the page', async () => {
    const alone = await submitted(bureau, aLetter(province, { to: ['skhcn'] }));
    const body = beginBody(alone, await openKey(bureau.leader));
    await ask(bureau.leader, signingContract.beginSignature, { params: { documentId: alone.id }, body });
    const last = (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'signature-begun').at(-1);
    expect(last).to.have.property('documentId', alone.id);
    expect(last).not.to.have.any.keys('opened', 'unopened');
  });
});
