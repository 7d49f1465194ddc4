import { expect } from 'chai';
import { choose, dropFile, useBrowser } from '../support/browser.ts';
import { aLetter, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aLetterPdf } from '../support/signing.ts';
import { rowOf, seePage } from './office.ts';

describe('a clerk at the browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person } = useBrowser(province.address);

  it('registers a PDF that was dropped on the home page: fields are read, the number is given', async () => {
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
  });

  it('returns what was sent by mistake, and the sender reads the reason', async () => {
    const letter = aLetter(province, { to: ['thanhbinh'] });
    const { id } = await issuedLetter(await theBureau(province), letter);
    const reception = await person('vanthu.thanhbinh');
    await reception.getByRole('link', { name: /^Gửi nhận/ }).click();
    await rowOf(reception, letter.subject).getByRole('link', { name: 'Đăng ký' }).click();
    const panel = reception.getByRole('complementary');
    const giveBack = panel.getByRole('button', { name: 'Trả lại', exact: true });
    await giveBack.click();
    await panel.getByRole('heading', { name: 'Trả lại, nêu lý do' }).waitFor();
    await giveBack.click();
    await panel.getByRole('alert').getByText('Cần điền trường này.').waitFor();
    await panel.getByRole('button', { name: 'Gửi nhầm nơi nhận' }).click();
    await giveBack.click();
    await panel.getByText('Lý do: Gửi nhầm nơi nhận.').waitFor();

    const sender = await person('vanthu.snv');
    await province.work();
    await sender.goto(`/van-ban-di/${id}`);
    await sender.getByRole('tabpanel').getByText('Từ chối tiếp nhận: Gửi nhầm nơi nhận.').waitFor();
  });
});
