import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { readArchive } from '../../server/exchange/evidence/read-archive.ts';
import { sourceOf } from '../../server/exchange/evidence/verify/bytes-source.ts';
import { stampHeads } from '../../server/signing/stamps/stamp-heads.ts';
import { aTimestamper } from '../support/authority-services.ts';
import { accessibilityFaults, type Screen, useBrowser } from '../support/browser.ts';
import { aProvenLetter, exportedDelivery } from '../support/evidence.ts';
import { recallLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const address = pathToFileURL(resolve(import.meta.dirname, '../../client/dist/kiem-tra-bang-chung.html')).href;

describe('the page that verifies evidence', function () {
  this.timeout(240_000);
  useFreshDatabase();
  const province = useProvince();
  const { visitor } = useBrowser(province.address);
  let container: Buffer;

  before(async () => {
    const letter = await aProvenLetter(province);
    await recallLetter(await theBureau(province), letter.documentId);
    const authority = await province.authority().issue({ purpose: 'timestamp', commonName: 'Dấu thời gian Sao Mai' });
    await stampHeads(aTimestamper(authority, new Date()), new Map());
    container = await exportedDelivery(letter);
  });

  const opened = async (screen: Screen): Promise<Page> => {
    const page = await visitor(screen);
    await page.context().setOffline(true);
    await page.goto(address);
    return page;
  };
  const give = async (page: Page, buffer: Buffer) =>
    await page.locator('#container').setInputFiles({ name: 'bang-chung.asice', mimeType: 'application/zip', buffer });
  const believe = async (page: Page) => {
    const pem = new X509Certificate(province.authority().root.certificate).toString();
    await page.locator('#trusted').setInputFiles({ name: 'goc.pem', mimeType: 'text/plain', buffer: Buffer.from(pem) });
  };

  for (const screen of ['desk', 'phone'] as const) {
    it(`opens from a disk, without network, and says who sent what to whom, on a ${screen}`, async () => {
      const page = await opened(screen);
      await give(page, container);
      await page.getByRole('heading', { name: 'Chưa rõ' }).waitFor();
      await believe(page);
      await page.getByRole('heading', { name: 'Chứng minh được' }).waitFor();
      const said = await page.locator('#result').innerText();
      for (const words of [
        ...['Sở Nội vụ (H99.08)', 'Sở Khoa học và Công nghệ (H99.12)', '03 Đã tiếp nhận', 'số đến 1'],
        ...['bên gửi thu hồi văn bản', '15 bên nhận xác nhận', 'Nhật ký bên kia', 'Dấu thời gian Sao Mai'],
      ])
        expect(said).to.include(words);
      expect(said).to.include('được chứng thư gốc ông, bà chọn bảo đảm');
      expect(await accessibilityFaults(page)).to.deep.equal([]);
    });
  }

  it('names the member that was changed, and says when there is none', async () => {
    const page = await opened('desk');
    await believe(page);
    const members = await readArchive(sourceOf(container));
    const file = members.find(({ name }) => name.startsWith('files/'));
    for (const [at, words] of [
      [(file?.start ?? 0) + 1_000, `${file?.name}: đã bị sửa sau khi ký`],
      [container.length - 3, 'không phải hồ sơ bằng chứng'],
    ] as const) {
      const changed = Buffer.from(container);
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      await give(page, changed);
      await page.locator('.faults').filter({ hasText: words }).waitFor();
      await page.getByRole('heading', { name: 'Không chứng minh được' }).waitFor();
    }
  });
});
