import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { pinDirectoryKey } from '../../server/exchange/directory/versions/pin-directory-key.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { accessibilityFaults, screens, useBrowser } from '../support/browser.ts';
import {
  aDirectoryAuthority,
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aListedDeployment,
  aSystemKey,
} from '../support/directory.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const elsewhere = 'https://vanban.yte.gov.vn/api/exchange/v1';

describe('the directory of agencies in the browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person, signedIn } = useBrowser(province.address);
  const authority = aDirectoryAuthority();
  const health = aListedDeployment();
  let own: ReturnType<typeof aListedDeployment>;

  const list = (serial: number, over: object, key: ReturnType<typeof aSystemKey>) => {
    const certificates = [aListedCertificate(key, { until: '2031-06-30T00:00:00.000Z' })];
    const aliases = [{ code: '000.00.21.H98', until: '2027-12-31' }];
    return aDirectoryList({
      serial,
      deployments: [own, { ...health, ...over }],
      agencies: [
        aListedAgency('H99.05', { name: 'Sở Nội vụ', deployment: own.id }),
        aListedAgency('H98.21', { name: 'Sở Y tế', deployment: health.id, certificates, aliases }),
        aListedAgency('H98.22', { name: 'Trường Trung học phổ thông Sao Mai' }),
      ],
    });
  };
  const takeIn = async (page: Page, of: unknown) => {
    const file = { name: 'danh-ba.json', mimeType: 'application/json', buffer: authority.file(of) };
    await page.locator('input[type=file]').setInputFiles(file);
  };
  const isUsable = async (page: Page) => {
    for (const size of [screens.phone, screens.desk]) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    }
  };

  it('is taken in after a look at what it changes; another address waits for a second administrator', async () => {
    const first = await signedIn('quantri.snv');
    await first.goto('/danh-ba');
    await first.getByText('Chưa ghim khoá của cơ quan lập danh bạ').waitFor();
    await inTransaction(systemActor(DEPLOYMENT), (tx) => pinDirectoryKey(tx, authority.publicKey));
    own = aListedDeployment({ id: (await ownDeploymentInUse()).id });
    await first.reload();
    const dialog = first.getByRole('dialog');
    const key = aSystemKey('Sở Y tế – hệ thống');
    await first.getByText('Chưa nạp danh bạ nào').waitFor();
    await takeIn(first, list(1, {}, key));
    await dialog.getByText('Thêm 3, đổi 0, bớt 0 cơ quan.').waitFor();
    await dialog.getByRole('button', { name: 'Nạp', exact: true }).click();
    await first.getByRole('heading', { name: 'Sở Y tế' }).waitFor();
    await first.getByRole('tab', { name: /^Hệ thống khác/ }).click();
    const entry = first.getByRole('listitem').filter({ hasText: 'H98.21' });
    await entry.getByText('Khoá (2)').click();
    await entry.getByText('CN=Sở Y tế – hệ thống').waitFor();
    await isUsable(first);

    await takeIn(first, list(2, { address: elsewhere }, key));
    await dialog.getByText('1 cơ quan đổi khoá hoặc địa chỉ: chờ quản trị viên khác đồng ý.').waitFor();
    await isUsable(first);
    await dialog.getByRole('button', { name: 'Nạp', exact: true }).click();
    await entry.getByText('Danh bạ mới đổi địa chỉ').waitFor();
    expect(await entry.getByRole('button', { name: 'Đồng ý' }).count()).to.equal(0);

    const second = await person('quantri.ubnd');
    await second.getByRole('link', { name: /Danh bạ liên thông có khoá hoặc địa chỉ đổi/ }).click();
    await second.getByRole('button', { name: 'Xem', exact: true }).click();
    const waiting = second.getByRole('listitem').filter({ hasText: 'H98.21' });
    await isUsable(second);
    await waiting.getByRole('button', { name: 'Đồng ý' }).click();
    const agreeing = second.getByRole('dialog');
    await agreeing.getByText(elsewhere).waitFor();
    await isUsable(second);
    await agreeing.getByRole('button', { name: 'Đồng ý' }).click();
    await agreeing.waitFor({ state: 'hidden' });
    await second.getByRole('tab', { name: 'Tất cả' }).click();
    await second.getByText(elsewhere).waitFor();
  });

  it('says why a file is not taken, and keeps the list that counts', async () => {
    const page = await signedIn('quantri.snv');
    await page.goto('/danh-ba');
    await page.getByRole('heading', { name: 'Sở Y tế' }).waitFor();
    const file = { name: 'x.json', mimeType: 'application/json', buffer: aDirectoryAuthority().file(aDirectoryList()) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('dialog').getByText('Danh bạ không do cơ quan lập danh bạ ký').waitFor();
  });
});
