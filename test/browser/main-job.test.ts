import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { markAsDemo } from '../../server/identity/deployment/mark-as-demo.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { demoKeyFiles } from '../../server/signing/keys/demo-key.ts';
import { useBrowser } from '../support/browser.ts';
import { countEffort, type Effort, expectEffortAsWritten } from '../support/effort.ts';
import { eventsOf, testPassword } from '../support/identity.ts';
import { anUploadedLetter, submitted, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aHidingPdf } from '../support/odd-pdfs.ts';
import { judgeWithPyHanko } from '../support/pyhanko.ts';
import {
  direct,
  draftAndSubmit,
  handle,
  numberAndSeal,
  openSigning,
  present,
  pressSign,
  registerArrival,
  rowOf,
  seePage,
} from './office.ts';

describe('the main job in a browser', function () {
  this.timeout(300_000);
  useFreshDatabase();
  const province = useProvince({ role: 'all' });
  before('it is a demo', () => inTransaction(systemActor('deployment'), (tx) => markAsDemo(tx, testPassword)));
  const { person, signedIn } = useBrowser(province.address);

  it('takes a letter written in the app from one agency to another, and its receipts back', async () => {
    const subject = 'báo cáo kết quả gửi, nhận văn bản điện tử tháng 11';
    const reception = await person('vanthu.thanhbinh');
    const stories: Record<string, Effort> = {};
    const counted = async <T>(story: string, page: Page, act: () => Promise<T>): Promise<T> => {
      const spent = await countEffort(page);
      const done = await act();
      stories[story] = spent();
      return done;
    };

    const drafter = await person('chuyenvien.snv');
    const letter = {
      subject,
      signer: 'Trần Quốc Bảo',
      recipients: ['Ủy ban nhân dân huyện Thanh Bình'],
      content:
        'Đề nghị quý cơ quan báo cáo trước ngày 30 tháng 11.\nSở Nội vụ tổng hợp, báo cáo Ủy ban nhân dân tỉnh./.',
    };
    const address = await counted('a specialist writes a letter and submits it', drafter, () =>
      draftAndSubmit(drafter, letter),
    );

    const director = await person('giamdoc.snv');
    const sent = bodiesSentBy(director);
    const { p12, pin } = await counted('a leader signs it (with the key of the demo)', director, async () => {
      await openSigning(director, subject);
      const answer = director.waitForResponse((response) => response.url().endsWith('/demo-key'));
      await director.getByRole('button', { name: 'Dùng khoá minh hoạ' }).click();
      const key = await (await answer).json();
      await director.getByText(/· đến \d\d\/\d\d\/\d{4}/).waitFor();
      await pressSign(director);
      return key;
    });
    expectKeyStayed(sent, { p12: Buffer.from(p12, 'base64'), pin });

    const clerk = await person('vanthu.snv');
    const code = await counted('a clerk numbers, seals and issues it', clerk, () => numberAndSeal(clerk, subject));
    expect(code).to.equal('01/SNV-CCHC');

    await rowOf(reception, subject).getByText('Hợp lệ').waitFor();
    const incoming = await counted('the recipient’s clerk registers it and presents it', reception, async () => {
      expect(await registerArrival(reception, subject)).to.equal('1');
      await seePage(reception, 'Trần Quốc Bảo');
      return await present(reception, 'Nông Văn Dũng');
    });

    const leader = await person('chutich.thanhbinh', 'phone');
    await counted('its leader directs it, on a phone', leader, () => direct(leader, subject));
    const handler = await person('chuyenvien.thanhbinh');
    const result = 'Đã tham mưu báo cáo, gửi Sở Nội vụ.';
    await counted('a specialist handles it and reports', handler, () => handle(handler, subject, result));
    await expectEffortAsWritten(stories);

    const tracking = clerk.getByRole('tabpanel');
    for (const receipt of ['01 Đã đến', '03 Đã tiếp nhận', '04 Phân công', '05 Đang xử lý', '06 Hoàn thành'])
      await tracking.getByRole('listitem').filter({ hasText: receipt }).first().waitFor();
    expect(new URL(clerk.url()).pathname).to.equal(address);
    expect(await signaturesAccepted(clerk)).to.deep.equal(['leader', 'seal']);
    await expectShareCounted(clerk);
    await clerk.goto('/van-ban-di?loc=issued');
    await clerk.waitForURL('**/van-ban-di?loc=da-phat-hanh');
    await rowOf(clerk, subject).waitFor();

    const outsider = await signedIn('vanthu.skhcn');
    for (const path of [address, incoming]) {
      await outsider.goto(path);
      await outsider.getByText('Không tìm thấy văn bản, hoặc văn bản không được chuyển tới ông, bà.').waitFor();
    }
  });

  it('has an uploaded PDF signed by a key file of the leader’s own, which stays on their machine', async () => {
    const subject = 'cử cán bộ tham gia tập huấn văn thư điện tử';
    const bureau = await theBureau(province);
    const letter = await anUploadedLetter(province, bureau.drafter, { to: ['thanhbinh'] });
    await submitted(bureau, { ...letter, subject });

    const director = await person('giamdoc.snv');
    const sent = bodiesSentBy(director);
    await openSigning(director, subject);
    const { keyFile, pinFile } = demoKeyFiles(join(province.storageFolder(), 'keys', 'demo'), 'giamdoc.snv');
    const [p12, pin] = await Promise.all([readFile(keyFile), readFile(pinFile, 'utf8')]);
    await director.getByLabel('Chọn tệp khoá').setInputFiles({ name: 'bao.p12', mimeType: '', buffer: p12 });
    await director.getByText(/Không tìm thấy họ tên người ký trên trang/).waitFor();
    await director.getByLabel('Tôi đã xem những điều trên và vẫn ký').check();
    expect(await director.locator('input[type=password]').count(), 'a PIN is no password of this site').to.equal(0);
    const pinField = director.getByLabel('Mã PIN của tệp khoá');
    expect(
      await pinField.evaluate((field) => getComputedStyle(field).getPropertyValue('-webkit-text-security')),
    ).to.equal('disc');
    await pinField.fill('000000');
    await director.getByRole('button', { name: 'Ký số', exact: true }).click();
    await director.getByText('PIN không đúng với tệp này. Kiểm tra Caps Lock.').waitFor();
    await director.getByLabel('Mã PIN của tệp khoá').fill(pin.trim());
    await pressSign(director);
    expectKeyStayed(sent, { p12, pin: pin.trim() });
  });

  it('shows the leader what a file hides, has it signed only once that was seen, and lets the clerk give it back unnumbered', async () => {
    const subject = 'giao dự toán bổ sung quý IV';
    const drafter = await person('chuyenvien.snv');
    const address = await draftAndSubmit(drafter, {
      subject,
      signer: 'Trần Quốc Bảo',
      recipients: ['Ủy ban nhân dân huyện Thanh Bình'],
      content: await aHidingPdf(),
    });

    const director = await person('giamdoc.snv');
    await openSigning(director, subject);
    const before = director.getByRole('region', { name: 'Trước khi ký' });
    await before.getByText('Có chữ không nhìn thấy được “Giao 500 trieu dong” · trang 1').waitFor();
    await before.getByText('Tệp có tệp khác đính bên trong “du-toan.xlsx”').waitFor();
    await before.getByText('Tệp tải lên có mã lệnh tự chạy; đã gỡ khỏi bản sẽ được ký.').waitFor();
    await before.getByRole('button', { name: /^Xem: Có chữ không nhìn thấy được/ }).click();
    await director.locator('.pdf-mark.active').waitFor();

    await director.getByRole('button', { name: 'Dùng khoá minh hoạ' }).click();
    await director.getByText('Xác nhận điều cần xem để ký').waitFor();
    expect(await director.getByRole('button', { name: 'Ký số', exact: true }).isDisabled()).to.equal(true);
    await director.getByLabel('Tôi đã xem những điều trên và vẫn ký (được ghi vào nhật ký)').check();
    await pressSign(director);
    const begun = (await eventsOf(province.agency('snv').id)).findLast(({ type }) => type === 'signature-begun');
    expect(begun).to.deep.include({ seen: ['embedded-file', 'text-unseen'] });

    const clerk = await signedIn('vanthu.snv');
    await clerk.goto(address);
    const giveBack = clerk.getByRole('button', { name: 'Trả về soạn lại', exact: true });
    await giveBack.click();
    await clerk.getByLabel('Lý do trả về').fill('Nơi nhận ghi sai thể thức.');
    await giveBack.click();
    await clerk.getByText('Đã trả về cho người soạn').waitFor();
    await drafter.goto(address);
    await drafter.getByText('Nơi nhận ghi sai thể thức.').first().waitFor();
    await drafter.getByText('Sửa và trình lại').waitFor();
  });

  /** The fields whose signatures pyHanko accepts in the PDF that the person saves from the page. */
  async function signaturesAccepted(page: Page): Promise<string[]> {
    await page.getByRole('tab', { name: 'Thông tin' }).click();
    const download = page.waitForEvent('download');
    await page
      .getByRole('tabpanel')
      .getByRole('link', { name: /\.pdf$/ })
      .click();
    const file = await (await download).path();
    const { root } = province.authority();
    const [judged] = await judgeWithPyHanko({ files: [file], roots: [root.certificate], at: new Date() });
    return judged?.signatures.filter(({ accepted }) => accepted).map(({ field }) => field) ?? [];
  }
});

/** Home and statistics count the letter, and the figure opens the list it stands in. */
async function expectShareCounted(clerk: Page): Promise<void> {
  await clerk.goto('/');
  await clerk.getByRole('link', { name: 'Cả 1 văn bản đều trọn vẹn' }).click();
  const share = clerk.getByRole('region', { name: 'Gửi điện tử trọn vẹn', exact: true });
  await share.getByText('1 trong 1 văn bản').waitFor();
  const list = clerk.getByRole('region', { name: 'Gửi điện tử trọn vẹn: văn bản đạt' });
  await list.getByRole('link', { name: '01/SNV-CCHC' }).waitFor();
}

/** Every request body that the page sends from now on. */
function bodiesSentBy(page: Page): Buffer[] {
  const bodies: Buffer[] = [];
  page.on('request', (request) => {
    const body = request.postDataBuffer();
    if (body) bodies.push(body);
  });
  return bodies;
}

/** Neither the key file nor its PIN was in any request: a person’s key never leaves the page. */
function expectKeyStayed(sent: readonly Buffer[], { p12, pin }: { readonly p12: Buffer; readonly pin: string }): void {
  expect(sent).to.not.have.length(0);
  for (const body of sent) {
    for (const secret of [p12, p12.toString('base64'), pin]) expect(body.includes(secret)).to.equal(false);
  }
}
