import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { partnerLines } from '../../server/exchange/carriage/store.ts';
import { noteAllLate } from '../../server/exchange/deliveries/note-late.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { useTransport } from '../../server/exchange/messages/transport.ts';
import { logContradictions } from '../../server/exchange/witness/store.ts';
import { agencies } from '../../server/identity/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { accessibilityFaults, screens, useBrowser } from '../support/browser.ts';
import { anEntry } from '../support/directory.ts';
import { changeRow } from '../support/identity.ts';
import { aLetter, numberedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('an exchange that stands still, in the browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person } = useBrowser(province.address);

  /** Two letters that nobody takes: one is still tried, the seven days of the other are over. */
  before(async () => {
    useTransport({
      carry: async () => {
        throw new DomainError('unavailable', 'partner-unanswered', 'Nobody answers');
      },
    });
    const bureau = await theBureau(province);
    for (const days of [7, 0]) {
      await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      await province.work();
      for (const { id } of await readAll(jobs, { kind: 'deliver-envelope', state: 'waiting' }))
        await changeRow(jobs, id, { createdAt: new Date(Date.now() - days * 24 * 3600_000 - 60_000) });
      if (days > 0) await province.work(new Date(Date.now() + 60_000));
    }
    await noteAllLate();
    await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
      const place = { deployment: 'dong-hai', address: 'https://vanban.donghai.gov.vn/api/exchange/v1' };
      const name = 'UBND tỉnh Đông Hải';
      const log = { id: 'dong-hai-log', key: '' };
      tx.insert(directoryEntries, anEntry('H97.01', { name, log, ...place }));
      const contradicted = { log: log.id, code: 'H97.01', name, deployment: 'dong-hai', epoch: 1, size: 4_812 };
      tx.insert(logContradictions, { ...contradicted, foundAt: tx.now });
    });
    const since = new Date(Date.now() - 3600_000);
    const line = { failures: 4, probing: false, failingSince: since, lastError: 'partner-unanswered' };
    const restsUntil = new Date(Date.now() + 600_000);
    await partnerLines.model.create({ _id: 'dong-hai', version: 1, ...line, restsUntil, answeredAt: since });
  });
  after(() => useTransport(localCarrier));

  const isUsable = async (page: Page) => {
    for (const size of [screens.phone, screens.desk]) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page, 'all')).to.deep.equal([]);
    }
  };

  it('tells the clerk what was not taken, who can send it on paper', async () => {
    const clerk = await person('vanthu.snv');
    await clerk.getByText(/^1 văn bản chưa gửi được tới Sở Khoa học và Công nghệ/).waitFor();
    await clerk.getByRole('link', { name: /^1 văn bản hết 7 ngày vẫn chưa gửi được/ }).click();
    await clerk.getByRole('tab', { name: /^Gửi nhận/ }).click();
    await clerk.getByText('Hết 7 ngày vẫn chưa gửi được, cần người').waitFor();
    await isUsable(clerk);
    await clerk.getByRole('button', { name: 'Gửi bản giấy' }).click();
    await clerk.getByLabel('Vì sao gửi bản giấy').fill('Hạn trả lời hôm nay');
    await isUsable(clerk);
    await clerk.getByRole('button', { name: 'Gửi bản giấy' }).click();
    await clerk.getByText('Gửi bản giấy, 1 bản').waitFor();
  });

  it('tells an administrator what fails and which deployment is silent; a test message says whether it arrives', async () => {
    const administrator = await person('quantri.snv');
    await administrator.getByRole('link', { name: 'Vận hành liên thông' }).click();
    const partners = administrator.getByRole('region', { name: 'Hệ thống khác' });
    await partners.getByText('Tạm ngừng gọi').waitFor();
    await partners.getByText('Nhật ký: mâu thuẫn').waitFor();
    await partners.getByRole('button', { name: 'Ghi nhận kết quả' }).click();
    await partners.getByLabel('Kết quả xác minh').fill('Nơi ấy vừa khôi phục bản sao lưu ngày 29/11');
    await isUsable(administrator);
    await partners.getByRole('button', { name: 'Ghi nhận kết quả' }).click();
    await partners.getByText(/nhật ký 4812 mục/).waitFor({ state: 'detached' });
    await administrator.getByRole('region', { name: 'Chưa gửi được' }).getByText('Đang tự gửi lại').waitFor();
    await isUsable(administrator);
    const skhcn = await readOne(agencies, { _id: province.agency('skhcn').id });
    await partners.getByLabel('Mã định danh của cơ quan cần thử').fill(skhcn?.code ?? '');
    const test = partners.getByRole('button', { name: 'Gửi gói tin thử' }).last();
    await test.click();
    await partners.getByText(`${skhcn?.name} chưa nhận được`).waitFor();
    await isUsable(administrator);
    useTransport(localCarrier);
    await test.click();
    await partners.getByText(`${skhcn?.name} đã nhận và ký trả lời`).waitFor();
  });
});
