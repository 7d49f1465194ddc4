import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { PDFDocument } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { MOST_PART_BYTES } from '../../server/platform/uploads/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { ask } from '../support/ask.ts';
import { choose, dropFile, dropFiles, haveSignedIn, screens, useBrowser } from '../support/browser.ts';
import { coveredControls } from '../support/covered-controls.ts';
import { aLetter, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { aCarried, aMail, aText } from '../support/mails.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aLetterPdf } from '../support/signing.ts';
import { rowOf, seePage } from './office.ts';

/** A PDF that comes in two parts. */
async function aLongAnnex(folder: string): Promise<string> {
  const path = join(folder, 'phu-luc.pdf');
  await writeFile(path, `%PDF-1.7\n${' '.repeat(MOST_PART_BYTES)}\n%%EOF\n`);
  return path;
}

/** A PDF of two pages that are pictures and nothing else. */
async function twoSheets(): Promise<Uint8Array> {
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
  const scan = await PDFDocument.create();
  const picture = await scan.embedPng(Buffer.from(dot, 'base64'));
  for (let sheets = 0; sheets < 2; sheets += 1) scan.addPage([595, 842]).drawImage(picture, { width: 300, height: 9 });
  return await scan.save();
}

describe('a clerk at the browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person, signedIn } = useBrowser(province.address);

  it('registers a PDF that was dropped on the home page: fields are read, the number is given, and a slip is corrected', async () => {
    const clerk = await person('vanthu.thanhbinh');
    await dropFile(clerk, await aLetterPdf({ numbered: true }), 'cong-van-08.pdf');
    await seePage(clerk, 'Kính gửi');
    await clerk.getByText('Đọc từ văn bản').waitFor();
    const field = (name: string) => clerk.getByRole('textbox', { name, exact: true });
    expect(await field('Số').inputValue()).to.equal('08');
    expect(await field('Ký hiệu').inputValue()).to.equal('SNV-VP');
    expect(await field('Ngày văn bản').inputValue()).to.equal('04/11/2026');
    await clerk.getByText('Số đến dự kiến').waitFor();
    await field('Trích yếu').fill('báo cáo trước ngày 30 tháng 11 năm 2026');
    await choose(clerk, 'Tên loại', 'Công văn');
    await clerk.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await clerk.getByRole('status').filter({ hasText: 'Đã đăng ký' }).waitFor();
    await clerk.getByRole('button', { name: 'Mở văn bản' }).click();
    await clerk.getByRole('heading', { level: 1, name: '08/SNV-VP' }).waitFor();
    const panel = clerk.getByRole('complementary');
    await panel.getByRole('tab', { name: 'Thông tin' }).click();
    await panel.getByRole('button', { name: 'Sửa thông tin đăng ký' }).click();
    await choose(panel, 'Tên loại', 'Thông tư');
    await panel.getByLabel('Lý do sửa').fill('Chọn nhầm loại');
    await panel.getByRole('button', { name: 'Lưu sửa đổi' }).click();
    await panel.getByRole('tab', { name: 'Lịch sử' }).click();
    await panel.getByText('tên loại: “Công văn” → “Thông tư” · lý do: Chọn nhầm loại').waitFor();
  });

  it('registers what a mail brought that was dropped as a file, and refuses another with an answer', async () => {
    const clerk = await signedIn('vanthu.skhcn');
    await clerk.goto('/thu-den');
    await clerk.getByText('Không còn thư nào chờ xử lý').waitFor();
    const letter = aCarried(await aLetterPdf({ numbered: true }), 'filename="cong-van.pdf"');
    await dropFile(clerk, aMail([aText('Xin gửi công văn.'), letter]), 'thu.eml');
    await clerk.getByText('Xin gửi công văn.').waitFor();
    await seePage(clerk, 'Kính gửi');
    await clerk.getByRole('button', { name: /^Đăng ký/ }).click();
    await clerk.getByText('Từ thư của Sở Nội vụ').waitFor();
    await clerk.getByText('Đọc từ văn bản').waitFor();
    await clerk.getByRole('textbox', { name: 'Trích yếu' }).fill('báo cáo qua thư điện tử');
    await choose(clerk, 'Tên loại', 'Công văn');
    await clerk.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await clerk.getByRole('status').filter({ hasText: 'Đã đăng ký' }).waitFor();
    await clerk.getByRole('button', { name: 'Mở văn bản' }).click();
    await clerk.getByRole('complementary').getByRole('tab', { name: 'Thông tin' }).click();
    await clerk.getByRole('complementary').getByText('thu.eml').waitFor();

    await clerk.goto('/thu-den');
    await dropFile(clerk, aMail('Chào quý cơ quan.', { subject: 'Hoi tham' }), 'thu-2.eml');
    await clerk.getByText('Chào quý cơ quan.').waitFor();
    await clerk.getByRole('button', { name: 'Không tiếp nhận' }).click();
    await clerk.getByRole('button', { name: 'Không kèm văn bản' }).click();
    await clerk.getByRole('complementary').getByRole('button', { name: 'Không tiếp nhận' }).click();
    await clerk.getByText('Lý do: Thư không kèm văn bản.').waitFor();
    await clerk.goto('/thu-den?loc=tat-ca');
    await clerk.getByText('Hoi tham').first().waitFor();
  });

  it('reads why a recipient has refused a letter, drafts another in its place, and says what was done', async () => {
    const letter = aLetter(province, { to: ['thanhbinh'] });
    const { id } = await issuedLetter(await theBureau(province), letter);
    const reception = await province.signIn('vanthu', 'thanhbinh');
    const { id: arrivalId, version } = await newestArrival(reception);
    const refusal = { version, reasonCode: 'wrong-recipient', reason: 'Gửi nhầm nơi nhận.' } as const;
    await ask(reception, arrivalsContract.returnArrival, { params: { arrivalId }, body: refusal });

    const sender = await signedIn('vanthu.snv');
    await province.work();
    await sender.goto(`/van-ban-di/${id}`);
    await sender.getByRole('tabpanel').getByText('Từ chối tiếp nhận: Gửi nhầm nơi nhận.').waitFor();
    await sender.getByRole('link', { name: 'Soạn văn bản thay thế' }).click();
    await sender.getByText(/^Thay thế văn bản 01\/SNV-CCHC: nội dung lấy từ văn bản đó/).waitFor();
    expect(await sender.getByLabel('Trích yếu').inputValue()).to.equal(letter.subject);
    const body = sender.getByLabel('Nội dung văn bản');
    expect(await body.inputValue()).to.equal(letter.letter?.body);
    const isChecked = await body.evaluate((field) => !(field instanceof HTMLElement) || field.spellcheck);
    expect(isChecked, 'by the dictionary of another language').to.equal(false);
    await rowOf(sender, 'Ủy ban nhân dân huyện Thanh Bình').waitFor();
    await sender.getByLabel('Trích yếu').fill('báo cáo kết quả, gửi lại cho đúng nơi nhận');
    await sender.getByLabel('Lý do thay thế').fill('Gửi nhầm nơi nhận');
    await sender.getByRole('button', { name: 'Lưu dự thảo' }).click();
    await sender.getByRole('status').filter({ hasText: 'Đã lưu dự thảo' }).waitFor();
    await sender.goto('/van-ban-di?loc=du-thao');
    await rowOf(sender, 'gửi lại cho đúng nơi nhận').waitFor();

    await sender.goto(`/van-ban-di/${id}`);
    await sender.getByRole('button', { name: 'Đã xử lý' }).click();
    await sender.getByLabel('Đã xử lý thế nào').fill('Đã gửi lại cho đúng nơi nhận');
    await sender.keyboard.press('Control+Enter');
    await sender.getByRole('status').filter({ hasText: 'Đã ghi nhận cách xử lý' }).waitFor();
  });

  it('finds a half-filled registration again after a reload, a link, a key and Back; nobody else on the machine does', async () => {
    const clerk = await person('vanthu.thanhbinh');
    const other = Buffer.concat([await aLetterPdf({ numbered: true }), Buffer.from('\n% another file\n')]);
    await dropFile(clerk, other, 'cong-van-09.pdf');
    await clerk.getByText('Đọc từ văn bản').waitFor();
    const field = (name: string) => clerk.getByRole('textbox', { name, exact: true });
    await field('Trích yếu').fill('rà soát biên chế năm 2027');
    await field('Hạn xử lý').fill('31/11');
    const seeAgain = async (): Promise<void> => {
      await clerk.getByText(/^Đang viết dở/).waitFor();
      expect(await field('Trích yếu').inputValue()).to.equal('rà soát biên chế năm 2027');
      expect(await field('Hạn xử lý').inputValue()).to.equal('31/11');
      await seePage(clerk, 'Kính gửi');
    };
    await clerk.getByRole('button', { name: 'Không đăng ký' }).click();
    const leaving = clerk.getByRole('dialog', { name: 'Không đăng ký văn bản này?' });
    await leaving.getByRole('button', { name: 'Nhập tiếp' }).click();
    await leaving.waitFor({ state: 'detached' });
    const parts = '**/api/begun-uploads/*';
    const annex = await aLongAnnex(province.storageFolder());
    let sent = 0;
    await clerk.route(parts, (route) => (++sent === 1 ? route.continue() : route.abort('internetdisconnected')));
    const beside = clerk.getByRole('region', { name: 'Tệp kèm theo' });
    await beside.locator('input[type=file]').setInputFiles(annex);
    await clerk.getByText('Mất kết nối; tự gửi tiếp khi có lại').waitFor();
    await clerk.reload();
    await seeAgain();
    await clerk.unroute(parts);
    await clerk.getByText('phu-luc.pdf chưa gửi xong khi trang tải lại').waitFor();
    const rest = clerk.waitForRequest((request) => request.method() === 'PUT');
    await beside.locator('input[type=file]').setInputFiles(annex);
    expect((await rest).headers()['content-range']).to.match(/^bytes 8388608-/);
    await beside.getByText('phu-luc.pdf').waitFor();
    await clerk.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    const ofDay = clerk.locator('.field', { has: field('Hạn xử lý') }).getByRole('alert');
    await ofDay.first().waitFor();
    expect(await ofDay.allInnerTexts()).to.deep.equal(['Ngày chưa đúng; gõ như 18/11 hoặc 18/11/2026.']);
    await clerk.getByRole('link', { name: /^Sổ đăng ký/ }).click();
    await clerk.getByRole('heading', { level: 1, name: 'Sổ đăng ký' }).waitFor();
    await clerk.goBack();
    await seeAgain();
    await clerk
      .getByRole('link', { name: /^Văn bản đến/ })
      .first()
      .click();
    await clerk.getByRole('region', { name: 'Danh sách' }).waitFor();
    await clerk.keyboard.press('n');
    await seeAgain();
    // Esc leaves out of a field and beside every field; from a list to choose from it closes that first.
    const atList = async (): Promise<void> => await clerk.waitForURL((url) => url.pathname === '/van-ban-den');
    await clerk.getByRole('combobox', { name: 'Tên loại' }).click();
    const choices = clerk.locator('.ant-select-item-option').first();
    await choices.waitFor();
    await clerk.keyboard.press('Escape');
    await choices.waitFor({ state: 'hidden' });
    await seeAgain();
    await clerk.keyboard.press('Escape');
    await atList();
    await clerk.goBack();
    await seeAgain();
    await field('Trích yếu').press('Escape');
    await atList();
    await clerk.goBack();
    await seeAgain();
    await clerk.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await clerk.keyboard.press('Escape');
    await atList();

    await haveSignedIn(clerk, 'chutich.thanhbinh');
    await clerk.goto('/');
    await haveSignedIn(clerk, 'vanthu.snv');
    await clerk.goto('/van-ban-den/dang-ky');
    await clerk.getByText('Thả văn bản vào đây, hoặc chọn tệp').waitFor();
    expect(await clerk.getByText(/^Đang viết dở/).isVisible()).to.equal(false);

    // A date that no calendar has holds the form back, whatever was a date before.
    await haveSignedIn(clerk, 'vanthu.thanhbinh');
    await clerk.goto('/van-ban-den/dang-ky');
    await seeAgain();
    const register = clerk.getByRole('button', { name: 'Đăng ký', exact: true });
    await choose(clerk, 'Tên loại', 'Công văn');
    await register.click();
    expect(await field('Hạn xử lý').getAttribute('aria-invalid')).to.equal('true');
    await clerk.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    await field('Hạn xử lý').fill('30/11/2026');
    await field('Số').fill('09');
    await register.click();
    await clerk.getByRole('status').filter({ hasText: 'Đã đăng ký' }).waitFor();
    await clerk.goto('/van-ban-den/dang-ky');
    await clerk.getByText('Thả văn bản vào đây, hoặc chọn tệp').waitFor();
    expect(await clerk.getByText(/^Đang viết dở/).isVisible()).to.equal(false);
  });

  it('registers several PDFs dropped at once one after the other; what waits survives a reload, and one click makes annexes of it', async () => {
    const clerk = await person('vanthu.thanhbinh');
    const letter = await aLetterPdf({ numbered: true });
    const files = [1, 2, 3].map((n) => ({
      name: `ban-quet-${n}.pdf`,
      bytes: Buffer.concat([letter, Buffer.from(`\n% scan ${n}\n`)]),
    }));
    await dropFiles(clerk, files);
    const queue = clerk.getByRole('region', { name: 'Hàng chờ đăng ký' });
    const field = (name: string) => clerk.getByRole('textbox', { name, exact: true });
    const register = async (number: string): Promise<void> => {
      await clerk.getByText('Đọc từ văn bản').waitFor();
      await field('Số').fill(number);
      await field('Trích yếu').fill(`bản quét ${number}`);
      await choose(clerk, 'Tên loại', 'Công văn');
      await clerk.keyboard.press('Control+Enter');
    };
    await queue.getByText('Văn bản 1 trong 3').waitFor();
    await queue.getByText('ban-quet-3.pdf').waitFor();
    await clerk.setViewportSize(screens.phone);
    expect(await clerk.evaluate(() => document.documentElement.scrollWidth)).to.equal(screens.phone.width);
    await clerk.setViewportSize({ width: 720, height: 450 });
    expect(await coveredControls(clerk), 'at twice the size').to.deep.equal([]);
    await clerk.setViewportSize(screens.desk);
    await register('101');
    await queue.getByText('Văn bản 2 trong 3').waitFor();
    await clerk.getByText(/^Đã đăng ký, số đến \d+$/).waitFor();
    await seePage(clerk, 'Kính gửi');
    expect(await field('Số').inputValue()).not.to.equal('101');

    await clerk.getByRole('link', { name: /^Sổ đăng ký/ }).click();
    await clerk.getByText('Còn 1 văn bản chờ đăng ký, giữ trong khay tiếp nhận').waitFor();
    await clerk.goto('/van-ban-den/dang-ky');
    await queue.getByText('Văn bản 2 trong 3').waitFor();
    await queue.getByRole('button', { name: 'Là một văn bản và phụ lục' }).click();
    await clerk.getByRole('region', { name: 'Tệp kèm theo' }).getByText('ban-quet-3.pdf').waitFor();
    await queue.waitFor({ state: 'hidden' });
    await register('102');
    await clerk.getByRole('status').filter({ hasText: 'Đã đăng ký' }).waitFor();
    await clerk.getByRole('button', { name: 'Mở văn bản' }).click();
    await clerk.getByRole('heading', { level: 1, name: '102/SNV-VP' }).waitFor();
    await clerk.getByRole('complementary').getByText('ban-quet-3.pdf').waitFor();
  });

  it('finds in the tray, at another machine, what was dropped there; pages are put in order, and what is registered leaves it', async () => {
    const desk = await person('vanthu.thanhbinh');
    await desk.goto('/van-ban-den');
    await desk.getByRole('link', { name: /^Khay/ }).click();
    await dropFiles(desk, [
      { name: 'hai-mat.pdf', bytes: await twoSheets() },
      { name: 'ghi-chu.txt', bytes: Buffer.from('?') },
    ]);
    await desk
      .getByRole('region', { name: 'Chưa nhận ghi-chu.txt' })
      .getByText('Không nhận được loại tệp này')
      .waitFor();
    const elsewhere = await signedIn('vanthu.thanhbinh', 'phone');
    await elsewhere.goto('/van-ban-den/khay');
    await elsewhere.getByRole('button', { name: 'Đăng ký hai-mat.pdf' }).click();
    await elsewhere.getByRole('button', { name: 'Không đăng ký' }).click();
    await elsewhere.getByRole('link', { name: 'Khay (1)' }).click();
    await elsewhere.getByRole('button', { name: 'Đăng ký hai-mat.pdf' }).waitFor();
    await elsewhere.getByText('Ông, bà đang đăng ký').waitFor({ state: 'detached' });
    await elsewhere.getByRole('button', { name: 'Đăng ký hai-mat.pdf' }).click();
    await elsewhere.getByRole('button', { name: 'Sắp xếp trang' }).click();
    const sheets = elsewhere.getByRole('list', { name: 'Các trang theo thứ tự mới' });
    await sheets.getByRole('button', { name: 'Trang 1' }).press('Alt+ArrowRight');
    await sheets.getByRole('button', { name: 'Trang 2, trước là trang 1', pressed: true }).press('Delete');
    await elsewhere.getByRole('button', { name: 'Hoàn tác' }).click();
    await elsewhere.getByRole('button', { name: 'Dùng thứ tự này' }).click();
    await elsewhere.getByRole('dialog').waitFor({ state: 'detached' });
    await desk.reload();
    await desk.getByText('Ông, bà đang đăng ký').waitFor();
    await elsewhere.getByRole('textbox', { name: 'Số', exact: true }).fill('77');
    await elsewhere.getByRole('textbox', { name: 'Ký hiệu' }).fill('SNV-VP');
    await elsewhere.getByRole('textbox', { name: 'Ngày văn bản' }).fill('04/11/2026');
    await elsewhere.getByRole('combobox', { name: 'Cơ quan ban hành' }).fill('Công ty Ánh Dương');
    await elsewhere.getByRole('textbox', { name: 'Trích yếu' }).fill('bản quét hai mặt');
    await choose(elsewhere, 'Tên loại', 'Công văn');
    await elsewhere.keyboard.press('Control+Enter');
    await elsewhere.getByRole('status').filter({ hasText: 'Đã đăng ký' }).waitFor();
    await desk.reload();
    await desk.getByText('Khay trống').waitFor();
  });

  it('asks what a PDF is that is dropped beside an open one; the question survives a reload, a link and Back', async () => {
    const clerk = await person('vanthu.thanhbinh');
    const letter = await aLetterPdf({ numbered: true });
    const scan = (name: string) => Buffer.concat([letter, Buffer.from(`\n% ${name}\n`)]);
    const bring = async (name: string): Promise<void> => await dropFile(clerk, scan(name), name);
    const question = clerk.getByRole('status').filter({ hasText: /^Vừa thả/ });
    const beside = clerk.getByRole('region', { name: 'Tệp kèm theo' });
    const queue = clerk.getByRole('region', { name: 'Hàng chờ đăng ký' });
    const answer = async (words: string): Promise<void> => {
      await clerk.getByRole('button', { name: words }).click();
      await question.waitFor({ state: 'detached' });
    };
    await bring('thu-1.pdf');
    await clerk.getByText('Đọc từ văn bản').waitFor();
    await bring('thu-2.pdf');
    await question.getByText('thu-2.pdf').waitFor();
    await clerk.getByRole('button', { name: 'Thêm vào bản đang dở', disabled: false }).waitFor();
    expect(await beside.getByText('thu-2.pdf').isVisible()).to.equal(false);
    await clerk.reload();
    await question.getByText('thu-2.pdf').waitFor();
    await clerk.getByRole('link', { name: /^Sổ đăng ký/ }).click();
    await clerk.getByRole('heading', { level: 1, name: 'Sổ đăng ký' }).waitFor();
    await clerk.goBack();
    await question.getByText('thu-2.pdf').waitFor();
    const title = await clerk.getByRole('heading', { level: 1 }).boundingBox();
    const notice = await question.boundingBox();
    expect(title && notice && notice.y >= title.y + title.height, 'below the heading').to.equal(true);
    await answer('Thêm vào bản đang dở');
    await beside.getByText('thu-2.pdf').waitFor();

    await bring('thu-3.pdf');
    await answer('Đăng ký sau bản đang dở');
    await queue.getByText('thu-3.pdf').waitFor();
    await queue.getByText('Văn bản 1 trong 2').waitFor();
    await bring('thu-4.pdf');
    await answer('Bỏ bản đang dở, đăng ký tệp này');
    await queue.getByText('thu-3.pdf').waitFor();
    await beside.getByText('thu-2.pdf').waitFor({ state: 'detached' });
    await seePage(clerk, 'Kính gửi');
    // Whoever answers nothing registers it next.
    await bring('thu-5.pdf');
    await clerk.getByRole('button', { name: 'Thêm vào bản đang dở', disabled: false }).waitFor();
    await clerk.getByRole('button', { name: 'Không đăng ký' }).click();
    await queue.getByText('thu-5.pdf').waitFor();
    await queue.getByText('Văn bản 2 trong 3').waitFor();
    expect(await question.isVisible()).to.equal(false);
  });

  it('on a phone shows who has registered an arrival its number and the next step, without a touch', async () => {
    const letter = aLetter(province, { to: ['thanhbinh'] });
    await issuedLetter(await theBureau(province), letter);
    const clerk = await signedIn('vanthu.thanhbinh', 'phone');
    await clerk.goto('/gui-nhan');
    await rowOf(clerk, letter.subject).getByRole('link', { name: 'Đăng ký' }).click();
    await clerk.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    const sheet = clerk.getByRole('complementary');
    await sheet.getByRole('status').filter({ hasText: /^\d+$/ }).waitFor();
    await sheet.getByRole('link', { name: 'Trình lãnh đạo' }).click();
    await sheet.getByRole('button', { name: 'Trình lãnh đạo' }).waitFor();
  });

  it('registers several arrivals at once and goes on after the page ended in the middle, then presents them', async () => {
    const bureau = await theBureau(province);
    const subjects = ['báo cáo quý một', 'báo cáo quý hai'];
    for (const subject of subjects) await issuedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }, { subject }));
    const clerk = await signedIn('vanthu.thanhbinh');
    const all = async (): Promise<void> => {
      for (const subject of subjects) await rowOf(clerk, subject).first().waitFor();
      await clerk.keyboard.press('Control+a');
    };
    const registering = '**/api/arrivals/*/register';
    let sent = 0;
    await clerk.route(registering, (route) => (++sent === 1 ? route.continue() : route.abort('internetdisconnected')));
    await clerk.goto('/gui-nhan');
    await all();
    await clerk.getByRole('button', { name: /^Đăng ký \(\d+\)/ }).click();
    const dialog = clerk.getByRole('dialog');
    await dialog.getByText(/^Làm được cả \d+ văn bản đã chọn/).waitFor();
    await clerk.keyboard.press('Control+Enter');
    await dialog.getByText(/^Còn \d+ văn bản chưa làm/).waitFor();
    await clerk.unroute(registering);
    await clerk.reload();
    await clerk.getByRole('button', { name: /^Đăng ký: còn \d+/ }).click();
    await dialog.getByRole('button', { name: 'Làm tiếp' }).click();
    await dialog.getByText(/^Xong (\d+) trong \1 văn bản$/).waitFor();
    const numbers = await dialog.getByText(/^Đã đăng ký, số đến \d+$/).allInnerTexts();
    expect(new Set(numbers).size).to.be.at.least(subjects.length);

    await clerk.setViewportSize(screens.phone);
    await clerk.goto('/van-ban-den');
    for (const subject of subjects) await rowOf(clerk, subject).getByRole('checkbox').check();
    await clerk.getByRole('button', { name: 'Trình lãnh đạo (2)' }).click();
    expect(await clerk.evaluate(() => document.documentElement.scrollWidth)).to.equal(screens.phone.width);
    await dialog.getByRole('button', { name: 'Trình lãnh đạo (2)' }).click();
    await dialog.getByText('Xong 2 trong 2 văn bản').waitFor();
  });

  it('registers nothing by a word typed beside every field, asks once when the key is meant', async () => {
    const letter = aLetter(province, { to: ['thanhbinh'] });
    await issuedLetter(await theBureau(province), letter);
    const clerk = await signedIn('vanthu.thanhbinh');
    const acts: string[] = [];
    clerk.on('request', (request) => {
      if (request.method() === 'POST') acts.push(new URL(request.url()).pathname);
    });
    const registers = (path: string): boolean => /^\/api\/arrivals\/[^/]+\//.test(path);
    await clerk.goto('/gui-nhan');
    await rowOf(clerk, letter.subject).getByRole('link', { name: 'Đăng ký' }).click();
    const panel = clerk.getByRole('complementary');
    await panel.getByText('Hợp lệ').first().waitFor();
    await clerk.getByRole('button', { name: 'Tất cả' }).focus();
    await clerk.keyboard.type('thanh toan ');
    await clerk.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await clerk.keyboard.type('thanh toan ');
    expect(await clerk.getByRole('dialog').isVisible()).to.equal(false);

    await panel.focus();
    const asked = clerk.getByRole('dialog', { name: 'Đăng ký?' });
    await clerk.keyboard.type('thanh ');
    await asked.waitFor({ state: 'detached' });
    expect(acts.filter(registers)).to.deep.equal([]);
    await panel.focus();
    await clerk.keyboard.press('t');
    await asked.waitFor();
    const opened = clerk.url();
    await clerk.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    await clerk.evaluate(() => new Promise(requestAnimationFrame));
    expect(clerk.url(), 'Esc closed the question and nothing else').to.equal(opened);
    await panel.focus();
    await clerk.keyboard.press('t');
    await asked.waitFor();
    await clerk.keyboard.press('Control+Enter');
    await panel.getByRole('status').filter({ hasText: /^\d+$/ }).waitFor();
    expect(acts.filter(registers)).to.have.length(1);
  });

  it('keeps a letter that was written while a file is tried, and saves it once although the answer was lost', async () => {
    const drafter = await signedIn('chuyenvien.snv');
    await drafter.goto('/van-ban-di/soan?cach=soan');
    await drafter.waitForFunction(() => document.activeElement?.closest('form.write') != null);
    const body = drafter.getByLabel('Nội dung văn bản');
    await body.fill('Đề nghị quý cơ quan báo cáo trước ngày 30 tháng 11./.');
    await body.press('Escape');
    await drafter.waitForURL((url) => url.pathname === '/van-ban-di');
    await drafter.goto('/van-ban-di/soan');
    await drafter.getByText(/^Đang viết dở/).waitFor();
    await drafter.getByRole('button', { name: 'Từ tệp PDF' }).click();
    await drafter.getByRole('button', { name: 'Soạn tại đây' }).click();
    expect(await body.inputValue()).to.contain('Đề nghị quý cơ quan');
    await drafter.getByLabel('Trích yếu').fill('báo cáo lần một');
    await choose(drafter, 'Người ký', 'Trần Quốc Bảo');
    await drafter.keyboard.press('Tab');
    await drafter.keyboard.press('Space');
    await drafter.getByText('Trần Quốc Bảo').first().waitFor();
    await choose(drafter, /^Nơi nhận( \(\d+\))?$/, 'Ủy ban nhân dân huyện Thanh Bình');

    const made: string[] = [];
    const lost = { method: 'POST' };
    await drafter.route(/\/api\/outgoing(\/[^/]+)?$/, async (route) => {
      const method = route.request().method();
      const answer = await route.fetch();
      if (method !== 'GET') made.push(`${method} ${answer.status()}`);
      return await (lost.method === method ? route.abort('connectionreset') : route.fulfill({ response: answer }));
    });
    const save = drafter.getByRole('button', { name: 'Lưu dự thảo' });
    const sendAgain = async (subject: string, lose: string): Promise<void> => {
      await drafter.getByRole('button', { name: 'Dừng', exact: true }).click();
      lost.method = lose;
      await drafter.getByLabel('Trích yếu').fill(subject);
      await save.click();
    };
    await save.click();
    await sendAgain('báo cáo lần hai', 'PUT');
    await sendAgain('báo cáo lần ba', 'none');
    await drafter.waitForURL(/\/van-ban-di\/[0-9a-f-]{36}$/);
    await drafter.getByText('báo cáo lần ba').first().waitFor();
    // One draft: what was sent first is answered again, and the change that nobody heard of is known for one's own.
    expect([...new Set(made)]).to.deep.equal(['POST 201', 'PUT 200', 'PUT 412']);
    const { items } = await ask(await province.signIn('chuyenvien', 'snv'), outgoingContract.listOutgoing, {
      query: {},
    });
    expect(items.filter(({ subject }) => subject.startsWith('báo cáo lần'))).to.have.length(1);
    await drafter.goto('/van-ban-di/soan');
    await drafter.getByLabel('Trích yếu').waitFor();
    expect(await drafter.getByText(/^Đang viết dở/).isVisible()).to.equal(false);
  });

  it('deletes a draft that is not needed, asked once', async () => {
    const clerk = await signedIn('vanthu.thanhbinh');
    const agent = await province.signIn('vanthu', 'thanhbinh');
    const signerPositionId = province.actor('chutich', 'thanhbinh').positionId;
    const body = aLetter(province, { to: ['snv'] }, { signerPositionId, subject: 'thư không gửi nữa' });
    const { id } = await ask(agent, outgoingContract.createDraft, { body });
    await clerk.goto(`/van-ban-di/${id}`);
    await clerk.getByRole('button', { name: 'Xoá dự thảo' }).click();
    const question = clerk.getByRole('dialog');
    await question.getByText('“thư không gửi nữa”').waitFor();
    await question.getByRole('button', { name: 'Xoá dự thảo' }).click();
    await clerk.getByRole('status').filter({ hasText: 'Đã xoá dự thảo' }).waitFor();
    await clerk.waitForURL(/\/van-ban-di$/);
    await clerk.getByText('Chưa có văn bản đi nào').or(clerk.getByText('Không còn văn bản đi nào')).first().waitFor();
  });

  it('stays where one is when a file is dropped on a page that takes none', async () => {
    const clerk = await signedIn('vanthu.thanhbinh');
    for (const path of ['/gui-nhan', '/van-ban-di', '/so-dang-ky', '/thong-ke']) {
      await clerk.goto(path);
      await clerk.getByRole('heading', { level: 1 }).waitFor();
      const isLeft = await clerk.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['%PDF-'], 'cong-van.pdf'));
        const over = { bubbles: true, cancelable: true, dataTransfer };
        return ['dragover', 'drop'].map((name) => document.body.dispatchEvent(new DragEvent(name, over)));
      });
      expect(isLeft, path).to.deep.equal([false, false]);
      await clerk.getByText(/^Trang này không nhận tệp/).waitFor();
    }
  });
});
