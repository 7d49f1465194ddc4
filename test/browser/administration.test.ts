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
  const { signedIn } = useBrowser(province.address);

  it('adds an agency, sees what it lacks, gives it its first person and sets its name right', async () => {
    const page = await signedIn('quantri.snv');
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
    const page = await signedIn('quantri.snv');
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

    const other = await signedIn(second.person.username);
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

  it('does not undo what another one saved in between: a correction takes that over and keeps what was typed', async () => {
    const agent = await province.signIn('quantri', 'snv');
    const { id } = province.agency('snv');
    const agency = (await ask(agent, identityContract.listAgencies)).find((one) => one.id === id) ?? expect.fail();
    const { name, place, parentName, oldCode } = agency;
    const body = { name: 'Phòng Thử nghiệm', symbol: 'PTN' };
    const unit = await ask(agent, identityContract.createUnit, { body });
    const { person: account, position } = await anEmployee(province.agency('snv'), ['specialist']);
    const { username, fullName } = account;
    const reason = 'Người thứ nhất';
    const [version, unitId, positionId, personId] = [1, unit.id, position.id, account.id];
    const { correctUnit, correctAgency, correctPosition, correctPerson } = identityContract;
    const page = await signedIn('quantri.snv');
    const row = page.getByRole('listitem').filter({ hasText: username });
    const corrections = [
      {
        at: '/quan-tri?phan=don-vi',
        open: () => page.getByRole('button', { name: 'Sửa Phòng Thử nghiệm' }).click(),
        save: () => ask(agent, correctUnit, { params: { unitId }, body: { ...body, symbol: 'TN', version, reason } }),
        theirs: ['Chữ viết tắt', 'TN'],
        mine: ['Tên', 'Phòng Kiểm thử'],
      },
      {
        at: '/quan-tri?phan=co-quan',
        open: () => page.getByRole('button', { name: `Sửa ${name}` }).click(),
        save: () =>
          ask(agent, correctAgency, {
            params: { agencyId: id },
            body: { name, place, parentName, oldCode, symbol: 'SNVM', version: agency.version, reason },
          }),
        theirs: ['Chữ viết tắt', 'SNVM'],
        mine: ['Địa danh', 'Sao Mai Mới'],
      },
      {
        at: '/quan-tri',
        open: () => row.getByRole('button', { name: 'Sửa', exact: true }).click(),
        save: () =>
          ask(agent, correctPosition, {
            params: { positionId },
            body: { title: 'Chuyên viên chính', version, reason },
          }),
        theirs: ['Chức vụ', 'Chuyên viên chính'],
        mine: ['Dòng chức vụ trên văn bản', 'CHUYÊN VIÊN CHÍNH'],
      },
      {
        at: '/quan-tri',
        open: async () => {
          await row.getByRole('button', { name: /^Việc khác/ }).click();
          await page.getByRole('menuitem', { name: 'Sửa thông tin' }).click();
        },
        save: () =>
          ask(agent, correctPerson, {
            params: { personId },
            body: { username, fullName, phone: '0912', version, reason },
          }),
        theirs: ['Điện thoại', '0912'],
        mine: ['Thư điện tử', 'chin@saomai.gov.vn'],
      },
    ] as const;
    const dialog = page.getByRole('dialog');
    const field = (label: string) => dialog.getByLabel(label, { exact: true });
    const press = (act: string) => dialog.getByRole('button', { name: act, exact: true }).click();
    for (const { at, open, save, theirs, mine } of corrections) {
      await page.goto(at);
      await open();
      await field(mine[0]).fill(mine[1]);
      await field('Lý do').fill('Người thứ hai');
      await save();
      await press('Sửa');
      await press('Tải lại');
      expect([await field(theirs[0]).inputValue(), await field(mine[0]).inputValue()]).to.deep.equal([
        theirs[1],
        mine[1],
      ]);
      await press('Sửa');
      await dialog.waitFor({ state: 'detached' });
    }
  });

  it('closes a list to choose from by Esc, and the dialogue around it by the next', async () => {
    const page = await signedIn('quantri.snv');
    await page.goto('/quan-tri');
    await page.getByRole('button', { name: 'Sửa', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    const choices = page.locator('.ant-select-item-option').first();
    for (const size of Object.values(screens)) {
      await page.setViewportSize(size);
      await dialog.getByRole('combobox', { name: 'Đơn vị' }).click();
      await choices.waitFor();
      await page.keyboard.press('Escape');
      await choices.waitFor({ state: 'hidden' });
      expect(await dialog.isVisible()).to.equal(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
