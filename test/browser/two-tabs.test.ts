import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { ask } from '../support/ask.ts';
import { screens, signIn, useBrowser } from '../support/browser.ts';
import { aLetter, issuedLetter, newestArrival, theBureau, upload } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aLetterPdf } from '../support/signing.ts';

describe('two tabs of one browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person, signedIn } = useBrowser(province.address);

  it('are covered when the person signs out or another signs in, say who one is, and let one go on', async () => {
    const page = await person('chuyenvien.snv');
    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByRole('button', { name: 'Tài khoản: Đỗ Minh Tuấn' }).click();
    await other.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click();
    await page.getByRole('dialog', { name: 'Đã đăng xuất' }).waitFor();
    expect(await page.getByRole('main').isVisible()).to.equal(false);

    await signIn(other, 'vanthu.snv');
    expect(new URL(other.url()).pathname).to.equal('/');
    const covered = page.getByRole('dialog', { name: 'Trình duyệt này đã đổi người hoặc vị trí' });
    await covered.waitFor();
    await covered.getByText('Trang này mở cho Đỗ Minh Tuấn, Chuyên viên').waitFor();
    await covered.getByText('hiện đăng nhập với Phạm Thị Ngọc Ánh, Văn thư').waitFor();
    expect(await page.title()).to.equal('Vanban');
    await page.setViewportSize(screens.phone);
    for (const button of await covered.getByRole('button').all()) {
      const { x = -1, width = 0 } = (await button.boundingBox()) ?? {};
      expect(x, await button.innerText()).to.be.within(0, screens.phone.width - width);
    }
    await page.setViewportSize(screens.desk);

    await covered.getByRole('button', { name: 'Tiếp tục với Phạm Thị Ngọc Ánh' }).click();
    await page.getByRole('link', { name: 'Đăng ký văn bản đến' }).first().waitFor();
  });

  it('do not undo each other’s correction: the later one takes over what was saved and keeps what it typed', async () => {
    await issuedLetter(await theBureau(province), aLetter(province, { to: ['thanhbinh'] }));
    const clerk = await province.signIn('vanthu', 'thanhbinh');
    const { id: arrivalId, version } = await newestArrival(clerk);
    const { id } = await ask(clerk, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
    const open = async (tab: Page): Promise<void> => {
      await tab.goto(`/van-ban-den/${id}?the=thong-tin`);
      await tab.getByRole('button', { name: 'Sửa thông tin đăng ký' }).click();
    };
    const page = await signedIn('vanthu.thanhbinh');
    const other = await page.context().newPage();
    await open(page);
    await open(other);
    const signer = (tab: Page) => tab.getByLabel('Người ký', { exact: true });
    const save = (tab: Page) => tab.getByRole('button', { name: 'Lưu sửa đổi' }).click();
    const refused = other.getByRole('alert').getByRole('button', { name: 'Tải lại', exact: true });
    await signer(page).fill('Trần Văn Sửa');
    await page.getByLabel('Lý do sửa').fill('Sai tên');
    await save(page);
    await page
      .getByRole('status')
      .filter({ hasText: /^Đã sửa/ })
      .waitFor();

    await other.getByLabel('Ghi chú').fill('Bản chính ở phòng Nội vụ');
    await other.getByLabel('Lý do sửa').fill('Thiếu ghi chú');
    await save(other);
    await refused.waitFor();
    // Left and opened again, the form still knows what it was filled from.
    await open(other);
    await save(other);
    await refused.waitFor();
    expect(await signer(other).inputValue()).not.to.equal('Trần Văn Sửa');
    await refused.click();
    expect(await signer(other).inputValue()).to.equal('Trần Văn Sửa');
    expect(await other.getByLabel('Ghi chú').inputValue()).to.equal('Bản chính ở phòng Nội vụ');
    await save(other);
    await other.getByLabel('Lý do sửa').waitFor({ state: 'detached' });
    const corrected = await ask(clerk, incomingContract.getIncoming, { params: { documentId: id } });
    expect(corrected.signer.fullName).to.equal('Trần Văn Sửa');
    expect(corrected.description).to.equal('Bản chính ở phòng Nội vụ');
  });

  it('do not undo each other’s draft, over a reload too: the later one keeps only what it touched', async () => {
    const drafter = await province.signIn('chuyenvien', 'snv');
    const body = aLetter(province, { to: ['thanhbinh'] });
    const { id } = await ask(drafter, outgoingContract.createDraft, { body });
    const page = await signedIn('chuyenvien.snv');
    const other = await page.context().newPage();
    const text = (tab: Page) => tab.getByLabel('Nội dung văn bản');
    const save = (tab: Page) => tab.getByRole('button', { name: 'Lưu dự thảo' }).click();
    for (const tab of [page, other]) {
      await tab.goto(`/van-ban-di/${id}/soan`);
      await text(tab).waitFor();
    }
    await text(page).fill('Nội dung mới của thẻ thứ nhất.');
    await save(page);
    await page.waitForURL((url) => url.pathname === `/van-ban-di/${id}`);

    await other.getByLabel('Trích yếu').fill('trích yếu của thẻ thứ hai');
    await save(other);
    const refused = other.getByRole('alert').getByRole('button', { name: 'Tải lại', exact: true });
    await refused.waitFor();
    await other.reload();
    await other.getByText(/^Đang viết dở/).waitFor();
    expect(await text(other).inputValue()).to.equal(body.letter?.body);
    await save(other);
    await refused.click();
    expect(await text(other).inputValue()).to.equal('Nội dung mới của thẻ thứ nhất.');
    await save(other);
    await other.waitForURL((url) => url.pathname === `/van-ban-di/${id}`);
    const saved = await ask(drafter, outgoingContract.getOutgoing, { params: { documentId: id } });
    expect(saved.letter?.body).to.equal('Nội dung mới của thẻ thứ nhất.');
    expect(saved.subject).to.equal('trích yếu của thẻ thứ hai');
  });

  it('do not undo what was corrected elsewhere of what was signed in ink', async () => {
    const { clerk } = await theBureau(province);
    const { letter: _, ...fields } = aLetter(province, { to: ['thanhbinh'] });
    const body = { ...fields, uploadId: await upload(clerk, await aLetterPdf()) };
    const { id, version } = await ask(clerk, outgoingContract.registerInkSigned, { body });
    const page = await signedIn('vanthu.snv');
    await page.goto(`/van-ban-di/${id}?the=thong-tin`);
    await page.getByRole('button', { name: 'Sửa thông tin đăng ký' }).click();
    const reason = page.getByLabel('Lý do sửa');
    const save = () => page.getByRole('button', { name: 'Lưu sửa đổi' }).click();
    await page.getByLabel('Ghi chú').fill('Kèm bản vẽ');
    const params = { documentId: id };
    const elsewhere = { version, reason: 'Gõ sai', subject: 'trích yếu đã sửa' };
    await ask(clerk, outgoingContract.correctOutgoing, { params, body: elsewhere });

    await reason.fill('Thiếu ghi chú');
    await save();
    await page.getByRole('alert').getByRole('button', { name: 'Tải lại', exact: true }).click();
    expect(await page.getByLabel('Trích yếu').inputValue()).to.equal('trích yếu đã sửa');
    expect(await page.getByLabel('Ghi chú').inputValue()).to.equal('Kèm bản vẽ');
    await save();
    await reason.waitFor({ state: 'detached' });
    const corrected = await ask(clerk, outgoingContract.getOutgoing, { params });
    expect(corrected).to.include({ subject: 'trích yếu đã sửa', description: 'Kèm bản vẽ' });
  });
});
