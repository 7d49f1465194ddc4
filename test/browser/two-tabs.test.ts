import { expect } from 'chai';
import { signIn, useBrowser } from '../support/browser.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('two tabs of one browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person } = useBrowser(province.address);

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

    await covered.getByRole('button', { name: 'Tiếp tục với Phạm Thị Ngọc Ánh' }).click();
    await page.getByRole('link', { name: 'Đăng ký văn bản đến' }).first().waitFor();
  });
});
