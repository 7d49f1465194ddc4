import { expect } from 'chai';
import { losePast } from '../../server/audit/checks/lose-past.ts';
import { yearInVietnam } from '../../server/platform/calendar.ts';
import { readBooks } from '../../server/registry/books/book-queries.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask } from '../support/ask.ts';
import { accessibilityFaults, choose, screens, useBrowser } from '../support/browser.ts';
import { aLetter, numberedLetter, theBureau, upload } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('the registers of a year in the browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person, signedIn } = useBrowser(province.address);

  it('a clerk opens one of its own and asks to void a number; the leader agrees', async () => {
    const bureau = await theBureau(province);
    const { id: documentId } = await numberedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }));
    const seen = await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId } });
    await ask(bureau.clerk, outgoingContract.requestVoid, {
      params: { documentId },
      body: { version: seen.version, reason: 'Ban hành nhầm, đã có văn bản khác thay' },
    });

    const page = await person('vanthu.snv');
    await page.getByRole('link', { name: 'Sổ đăng ký' }).click();
    await page.getByRole('button', { name: 'Mở sổ' }).click();
    await page.getByLabel('Tên sổ').fill('Sổ quyết định');
    await choose(page, 'Loại văn bản', 'Quyết định');
    await page.getByRole('dialog').getByRole('button', { name: 'Mở sổ' }).click();
    await page.getByRole('row', { name: /Sổ quyết định/ }).waitFor();
    for (const size of Object.values(screens)) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    }

    await page.setViewportSize(screens.desk);
    await page.getByRole('link', { name: 'Sổ đăng ký văn bản đi' }).click();
    await page.getByRole('cell', { name: 'Chưa phát hành' }).waitFor();
    for (const size of Object.values(screens)) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    }
    await page.getByRole('button', { name: 'In, tải về' }).click();
    const printed = page.waitForResponse(/\/print\?first=1&last=1/);
    await page.getByRole('dialog').getByRole('button', { name: 'In', exact: true }).click();
    expect((await printed).headers()['content-type']).to.equal('application/pdf');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: /^01\// }).click();
    await page.getByRole('heading', { name: 'Văn bản đi' }).waitFor();

    const leader = await signedIn('giamdoc.snv', 'phone');
    await leader.goto('/so-dang-ky');
    await leader.getByRole('link', { name: 'Xem và quyết định' }).waitFor();
    const ofClerk = await ask(bureau.clerk, statisticsContract.dueWork);
    expect(ofClerk.now.concat(ofClerk.overdue, ofClerk.today, ofClerk.fresh)).to.deep.equal([]);
    await leader.goto('/');
    await leader.getByText('Ban hành nhầm, đã có văn bản khác thay').waitFor();
    await leader.getByRole('link', { name: 'Xét huỷ số' }).click();
    await leader.getByRole('button', { name: 'Huỷ số', exact: true }).click();
    await leader.getByRole('button', { name: 'Đồng ý huỷ số' }).click();
    await leader.getByRole('status').getByText('Đã huỷ số 01/SNV-CCHC').waitFor();
    await leader.goto('/so-dang-ky');
    await leader.getByText(/Huỷ số 01: Ban hành nhầm/).waitFor();
  });

  it('a clerk asks to void what was registered by mistake; the leader sees it at home and agrees', async () => {
    const bureau = await theBureau(province);
    const uploadId = await upload(bureau.clerk, Buffer.from('%PDF-1.7\n%%EOF\n'));
    const { id, arrivalNumber } = await ask(bureau.clerk, incomingContract.registerIncoming, {
      body: {
        codeNumber: '77',
        codeNotation: 'STC-VP',
        typeCode: 'cong-van',
        issuedOn: '2026-01-05',
        issuer: { agencyId: null, name: 'Sở Tài chính tỉnh Sao Mai' },
        subject: 'Về việc quyết toán kinh phí năm 2025',
        uploadId,
      },
    });
    const page = await signedIn('vanthu.snv');
    await page.goto(`/van-ban-den/${id}`);
    await page.getByRole('button', { name: 'Huỷ số' }).click();
    await page.getByLabel('Lý do huỷ số').fill('Đăng ký nhầm tệp của cơ quan khác');
    await page.getByRole('button', { name: 'Đề nghị huỷ số' }).click();
    await page.getByText(/đề nghị huỷ số/).waitFor();
    for (const size of Object.values(screens)) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    }

    const leader = await person('giamdoc.snv', 'phone');
    await leader.getByRole('link', { name: 'Xét huỷ số' }).click();
    await leader.getByRole('button', { name: 'Đồng ý huỷ số' }).click();
    await leader.getByRole('status').getByText(`Đã huỷ số ${arrivalNumber}`).waitFor();
    await leader.getByText('Đã huỷ số', { exact: true }).waitFor();
    await leader.goto('/so-dang-ky');
    await leader.getByText(new RegExp(`Huỷ số 0?${arrivalNumber}: Đăng ký nhầm`)).waitFor();
  });

  it('a clerk confirms the last numbers after a restore, and numbers go on above', async () => {
    await losePast('restored');
    const page = await person('vanthu.snv');
    await page.getByRole('link', { name: 'Xác nhận số cuối', exact: true }).click();
    const incoming = page.getByRole('spinbutton', { name: 'Văn bản đến' });
    await incoming.waitFor();
    for (const size of Object.values(screens)) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    }
    const last = Number(await incoming.inputValue());
    await incoming.fill(String(last + 4));
    await page.getByText('Bỏ trống 4 số').waitFor();
    await page.getByRole('button', { name: 'Xác nhận số cuối' }).click();
    await page.getByText('Ghi rõ đã đối chiếu với gì.').waitFor();
    await page.getByLabel('Đã đối chiếu với').fill('Sổ in và biên nhận của nơi gửi');
    await page.getByRole('button', { name: 'Xác nhận số cuối' }).click();
    // It cannot be taken back, so the numbers that will be next are shown once more.
    const asked = page.getByRole('dialog', { name: 'Cấp số tiếp từ đây?' });
    await asked.getByText(`số tiếp theo là ${last + 5} · Bỏ trống 4 số`).waitFor();
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    expect((await readBooks(province.actor('vanthu', 'snv'), yearInVietnam(new Date()))).toConfirm).not.to.equal(null);
    await page.getByRole('button', { name: 'Xác nhận số cuối' }).click();
    expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    await asked.getByRole('button', { name: 'Đúng, cấp số tiếp' }).click();
    await page.getByRole('status').getByText('Đã xác nhận, cấp số tiếp được').waitFor();
    const [book] = (await readBooks(province.actor('vanthu', 'snv'), yearInVietnam(new Date()))).books;
    expect(book).to.include({ kind: 'incoming', lastNumber: last + 4, missing: 4 });
  });
});
