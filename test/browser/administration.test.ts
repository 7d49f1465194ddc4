import { expect } from 'chai';
import { identityContract } from '../../server/identity/contract.ts';
import { ask } from '../support/ask.ts';
import { accessibilityFaults, screens, useBrowser } from '../support/browser.ts';
import { anEmployee } from '../support/identity.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('an administrator in the browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person } = useBrowser(province.address);

  it('adds an agency, sees what it lacks, gives it its first person and sets its name right', async () => {
    const page = await person('quantri.snv');
    const dialog = page.getByRole('dialog');
    await page.goto('/quan-tri?phan=co-quan');
    await page.getByRole('button', { name: 'Thêm cơ quan' }).click();
    await page.getByLabel('Tên', { exact: true }).fill('Chi cục Văn thu');
    await page.getByLabel('Mã định danh').fill('H99.77');
    await page.getByLabel('Chữ viết tắt').fill('CCVT');
    await page.getByLabel('Địa danh').fill('Sao Mai');
    await dialog.getByRole('button', { name: 'Thêm cơ quan' }).click();
    const row = page.getByRole('row', { name: /Chi cục Văn thu/ });
    await row.getByText(/^Còn gửi giấy, thiếu: khoá hệ thống .*; văn thư đang làm việc$/).waitFor();
    for (const size of Object.values(screens)) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    }
    await row.getByRole('button', { name: 'Sửa Chi cục Văn thu' }).click();
    await page.getByLabel('Tên', { exact: true }).fill('Chi cục Văn thư');
    await page.getByLabel('Lý do').fill('Gõ nhầm');
    await dialog.getByRole('button', { name: 'Sửa', exact: true }).click();
    await page.getByRole('link', { name: 'Người, đơn vị của Chi cục Văn thư' }).click();
    await page.getByText('Đang chuẩn bị cho Chi cục Văn thư').waitFor();
    await page.getByRole('button', { name: 'Thêm người' }).click();
    await page.getByLabel('Họ và tên').fill('Ngô Văn Tám');
    await page.getByLabel('Tên đăng nhập').fill('tam.nv');
    await dialog.getByRole('button', { name: 'Thêm người' }).click();
    await page.getByText('Mật khẩu lần đầu').first().waitFor();

    const agent = await province.signIn('quantri', 'snv');
    const [added] = await ask(agent, identityContract.listAgenciesToSetUp);
    const theirs = await ask(agent, identityContract.listPeople, { query: { agencyId: added?.agencyId } });
    expect(theirs.map(({ fullName }) => fullName)).to.deep.equal(['Ngô Văn Tám']);
  });

  it('asks for another name of one who signs; the second administrator sees both names and agrees', async () => {
    const second = await anEmployee(province.agency('snv'), ['administrator'], { fullName: 'Vũ Thị Hai' });
    const page = await person('quantri.snv');
    const leader = page.getByRole('listitem').filter({ hasText: 'phogiamdoc.snv' });
    await page.goto('/quan-tri');
    await leader.getByRole('button', { name: /^Việc khác/ }).click();
    await page.getByRole('menuitem', { name: 'Sửa thông tin' }).click();
    await page.getByText('nên cần hai người: một người sửa, một người đồng ý').waitFor();
    await page.getByLabel('Họ và tên').fill('Lê Tên Mới');
    await page.getByLabel('Lý do').fill('Đổi theo hộ tịch');
    await page.getByRole('dialog').getByRole('button', { name: 'Sửa', exact: true }).click();
    await leader.getByText('Tên mới “Lê Tên Mới” chờ quản trị viên khác đồng ý').waitFor();
    expect(await leader.getByRole('button', { name: /^Đồng ý tên mới/ }).count()).to.equal(0);

    const other = await person(second.person.username);
    const waiting = other.getByRole('listitem').filter({ hasText: 'phogiamdoc.snv' });
    await other.goto('/quan-tri');
    for (const size of Object.values(screens)) {
      await other.setViewportSize(size);
      expect(await accessibilityFaults(other, 'all')).to.deep.equal([]);
    }
    await waiting.getByRole('button', { name: /^Đồng ý tên mới/ }).click();
    const dialog = other.getByRole('dialog');
    await dialog.getByRole('definition').filter({ hasText: 'Lê Tên Mới' }).waitFor();
    await dialog.getByRole('button', { name: 'Đồng ý tên mới' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await waiting.getByText('Lê Tên Mới', { exact: true }).waitFor();
  });
});
