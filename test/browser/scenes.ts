import type { Page } from 'playwright-core';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { ask } from '../support/ask.ts';
import { dropFile } from '../support/browser.ts';
import {
  aLetter,
  issuedLetter,
  newestArrival,
  signedLetter,
  submitted,
  theBureau,
  upload,
} from '../support/letters.ts';
import type { Province } from '../support/main-job.ts';
import { aHidingPdf } from '../support/odd-pdfs.ts';
import { aLetterPdf } from '../support/signing.ts';
import { seePage } from './office.ts';

/** The documents that the scenes show, in every state of the main job. */
export interface Papers {
  readonly submitted: string;
  /** The same with content that nobody sees. */
  readonly hiding: string;
  readonly signed: string;
  readonly issued: string;
  /** Arrived and waiting, and registered and presented, at huyện Thanh Bình. */
  readonly arrival: string;
  readonly presented: string;
}

/** A screen of the client as somebody sees it. */
export interface Scene {
  readonly name: string;
  /** The user name; nobody is signed in without one. */
  readonly who?: string;
  path(papers: Papers): string;
  /** Waits until everything is there, after doing what leads to it. */
  ready(page: Page): Promise<void>;
}

const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();
const thanhBinh = { to: ['thanhbinh'] };

/** Brings documents into every state of the main job, by the API. */
export async function somePapers(province: Province): Promise<Papers> {
  const bureau = await theBureau(province);
  const clerk = await province.signIn('vanthu', 'thanhbinh');
  const { id: issued } = await issuedLetter(
    bureau,
    aLetter(province, { to: ['thanhbinh'], paperBesides: ['skhcn'], outside: ['Công ty cổ phần Sao Mai'] }),
  );
  const first = await newestArrival(clerk);
  const { id: presented } = await ask(clerk, arrivalsContract.registerArrival, {
    params: { arrivalId: first.id },
    body: { version: first.version },
  });
  await ask(clerk, routingContract.presentDocument, {
    params: { documentId: presented },
    body: { leaderPositionId: province.actor('chutich', 'thanhbinh').positionId, proposal: 'Nông Văn Dũng chủ trì.' },
  });
  await issuedLetter(bureau, aLetter(province, thanhBinh, { priority: 3 }));
  const arrival = (await newestArrival(clerk)).id;
  const { id: signed } = await signedLetter(bureau, aLetter(province, thanhBinh));
  const { id: waiting } = await submitted(bureau, aLetter(province, thanhBinh));
  const uploadId = await upload(bureau.drafter, await aHidingPdf());
  const { id: hiding } = await submitted(bureau, aLetter(province, thanhBinh, { letter: null, uploadId }));
  await province.work();
  return { submitted: waiting, hiding, signed, issued, arrival, presented };
}

/** Every screen of the main job, in its order. */
export const scenes: readonly Scene[] = [
  { name: 'sign-in', path: () => '/dang-nhap', ready: text('Tài khoản minh hoạ') },
  { name: 'verify', path: () => '/kiem-tra-chu-ky', ready: text('Thả tệp PDF vào đây') },
  { name: 'home', who: 'vanthu.snv', path: () => '/', ready: text('Cấp số, ký số cơ quan') },
  { name: 'outgoing', who: 'vanthu.snv', path: () => '/van-ban-di', ready: text('Chờ cấp số') },
  {
    name: 'write',
    who: 'chuyenvien.snv',
    path: () => '/van-ban-di/soan?cach=soan',
    ready: text('Trang sẽ hiện ở đây'),
  },
  {
    name: 'sign',
    who: 'giamdoc.snv',
    path: ({ submitted: id }) => `/van-ban-di/${id}/ky`,
    ready: async (page) => {
      await seePage(page, 'Kính gửi');
      await page.getByText(/^Không thấy nội dung ẩn/).waitFor();
    },
  },
  {
    name: 'sign with hidden content',
    who: 'giamdoc.snv',
    path: ({ hiding }) => `/van-ban-di/${hiding}/ky`,
    ready: async (page) => {
      await seePage(page, 'Kính gửi');
      await page.getByText(/^Có chữ không nhìn thấy được/).waitFor();
    },
  },
  {
    name: 'sign what could not be looked into',
    who: 'giamdoc.snv',
    path: ({ submitted: id }) => `/van-ban-di/${id}/ky`,
    ready: async (page) => {
      const problem = JSON.stringify({ type: '/problems/too-complex', status: 422 });
      const refuse = { status: 422, contentType: 'application/problem+json', body: problem };
      await page.route('**/preflight', (route) => route.fulfill(refuse));
      await page.reload();
      await seePage(page, 'Kính gửi');
      await page.getByText('Chưa dò hết được tệp này').waitFor();
      await page.getByLabel(/^Tôi đã xem những điều trên và vẫn ký/).waitFor();
      await page.unroute('**/preflight');
    },
  },
  {
    name: 'number',
    who: 'vanthu.snv',
    path: ({ signed }) => `/van-ban-di/${signed}`,
    ready: (page) => seePage(page, 'Kính gửi'),
  },
  {
    name: 'tracking',
    who: 'vanthu.snv',
    path: ({ issued }) => `/van-ban-di/${issued}`,
    ready: (page) => seePage(page, 'Kính gửi'),
  },
  {
    name: 'signatures',
    who: 'vanthu.snv',
    path: ({ issued }) => `/van-ban-di/${issued}?the=chu-ky`,
    ready: (page) => seePage(page, 'Kính gửi'),
  },
  { name: 'statistics', who: 'vanthu.snv', path: () => '/thong-ke', ready: text('Gửi điện tử trọn vẹn') },
  { name: 'report', who: 'vanthu.snv', path: () => '/thong-ke/bao-cao?the=van-ban-di', ready: text('Cộng') },
  {
    name: 'arrivals, all of them chosen',
    who: 'vanthu.thanhbinh',
    path: () => '/gui-nhan',
    ready: async (page) => {
      await text('Sở Nội vụ')(page);
      await page.keyboard.press('Control+a');
      await text(/^Đã chọn/)(page);
    },
  },
  {
    name: 'arrival',
    who: 'vanthu.thanhbinh',
    path: ({ arrival }) => `/gui-nhan/${arrival}`,
    ready: (page) => seePage(page, 'Kính gửi'),
  },
  {
    name: 'register',
    who: 'vanthu.thanhbinh',
    path: () => '/van-ban-den/dang-ky',
    ready: async (page) => {
      await page.getByText('Thả văn bản vào đây').waitFor();
      await dropFile(page, await aLetterPdf({ numbered: true }), 'cong-van-den.pdf');
      await page.getByText('Đọc từ văn bản').waitFor();
    },
  },
  { name: 'incoming', who: 'vanthu.thanhbinh', path: () => '/van-ban-den?loc=tat-ca', ready: text('Số đến 1') },
  {
    name: 'document',
    who: 'vanthu.thanhbinh',
    path: ({ presented }) => `/van-ban-den/${presented}`,
    ready: (page) => seePage(page, 'Kính gửi'),
  },
  {
    name: 'document with its arrival stamp',
    who: 'vanthu.thanhbinh',
    path: ({ presented }) => `/van-ban-den/${presented}?the=thong-tin`,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Xem trên trang: Bản có dấu đến' }).click();
      await page
        .getByRole('figure', { name: /^Trang 1\b/ })
        .locator('canvas')
        .waitFor();
      await page.getByText('ĐẾN', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Xem trên trang' }).hover();
    },
  },
  {
    name: 'directive',
    who: 'chutich.thanhbinh',
    path: ({ presented }) => `/van-ban-den/${presented}?lam=but-phe`,
    ready: text('Đồng ý đề xuất'),
  },
  { name: 'search', who: 'vanthu.snv', path: () => '/tim?q=bao+cao', ready: text(/^Văn bản đi · \d/) },
  {
    name: 'search over a page',
    who: 'vanthu.snv',
    path: () => '/so-dang-ky',
    ready: async (page) => {
      await text('Sổ đăng ký văn bản đi')(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Tìm' }).fill('bao cao');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'registers', who: 'vanthu.snv', path: () => '/so-dang-ky', ready: text('Sổ đăng ký văn bản đi') },
  { name: 'admin', who: 'quantri.snv', path: () => '/quan-tri', ready: text('Trần Quốc Bảo') },
  { name: 'certificates', who: 'quantri.snv', path: () => '/chung-thu', ready: text('Chứng thư khoá hệ thống') },
  { name: 'log', who: 'giamdoc.snv', path: () => '/nhat-ky', ready: text('Phát hành') },
  { name: 'help', who: 'giamdoc.snv', path: () => '/tro-giup', ready: text('việc tiếp theo') },
  { name: 'home of an administrator', who: 'quantri.snv', path: () => '/', ready: text('Chứng thư sắp hết hạn') },
];
