import type { Locator, Page } from 'playwright-core';
import { choose, dropFile } from '../support/browser.ts';
import { testPassword } from '../support/identity.ts';

/** A letter as a specialist drafts it. */
export interface Draft {
  readonly subject: string;
  readonly signer: string;
  readonly recipients: readonly string[];
  /** The text to write, or the PDF to drop. */
  readonly content: string | Uint8Array;
}

/** The row of a list that is about this subject. */
export function rowOf(page: Page, subject: string): Locator {
  return page.getByRole('listitem').filter({ hasText: subject });
}

/** Waits until the first page of the document lies on the screen and bears these words. */
export async function seePage(page: Page, words: string): Promise<void> {
  await page
    .getByRole('figure', { name: /^Trang 1\b/ })
    .getByText(words)
    .first()
    .waitFor();
}

/** A specialist drafts a letter from the home page, looks at its pages and submits it; gives its address. */
export async function draftAndSubmit(page: Page, { subject, signer, recipients, content }: Draft): Promise<string> {
  await page.getByRole('link', { name: 'Soạn văn bản đi' }).click();
  if (typeof content === 'string') {
    await page.getByRole('button', { name: 'Soạn tại đây' }).click();
    await page.getByLabel('Nội dung văn bản').fill(content);
  } else {
    await dropFile(page, content, 'cong-van.pdf');
  }
  await page.getByLabel('Trích yếu').fill(subject);
  await choose(page, 'Người ký', signer);
  for (const recipient of recipients) await choose(page, /^Nơi nhận( \(\d+\))?$/, recipient);
  await seePage(page, 'Kính gửi');
  await page.getByRole('button', { name: 'Trình ký' }).click();
  await page.waitForURL(/\/van-ban-di\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** The leader opens the signing page from due work and waits until its pages lie on the screen. */
export async function openSigning(page: Page, subject: string): Promise<void> {
  await rowOf(page, subject).getByRole('link', { name: 'Ký số' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ký số' }).waitFor();
  await seePage(page, 'Kính gửi');
}

/** Presses the one button of the signing page and waits until the document is signed. */
export async function pressSign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ký số', exact: true }).click();
  await page.getByRole('complementary').getByText('Đã ký, chờ cấp số').first().waitFor();
}

/** The clerk numbers and seals from due work, with the password again, and sees it issued; gives its code. */
export async function numberAndSeal(page: Page, subject: string): Promise<string> {
  await rowOf(page, subject).getByRole('link', { name: 'Cấp số, ký số cơ quan' }).click();
  await page.getByLabel('Mật khẩu của ông, bà').fill(testPassword);
  await page.getByRole('button', { name: 'Cấp số, ký số cơ quan' }).click();
  await page.getByRole('complementary').getByText('Đã phát hành').first().waitFor();
  return await page.getByRole('heading', { level: 1 }).innerText();
}

/** The clerk of the recipient opens what arrived, reads the verdict, registers it in two clicks; gives its number. */
export async function registerArrival(page: Page, subject: string): Promise<string> {
  await rowOf(page, subject).getByRole('link', { name: 'Đăng ký' }).click();
  const panel = page.getByRole('complementary');
  await panel.getByText('Hợp lệ').first().waitFor();
  await panel.getByRole('button', { name: 'Đăng ký' }).click();
  const number = panel.getByRole('status').filter({ hasText: /^\d+$/ });
  await number.waitFor();
  return await number.innerText();
}

/** The clerk presents the registered arrival on the screen to the only leader, proposing a handler. */
export async function present(page: Page, handler: string): Promise<string> {
  await page.getByRole('link', { name: 'Trình lãnh đạo' }).click();
  await choose(page, 'Đề xuất chủ trì', handler);
  await page.getByRole('button', { name: 'Trình lãnh đạo' }).click();
  await page.getByText('Đang chờ bút phê').waitFor();
  return new URL(page.url()).pathname;
}

/** The leader agrees to the proposal on a phone and hands it on. */
export async function direct(page: Page, subject: string): Promise<void> {
  await rowOf(page, subject).getByRole('link', { name: 'Bút phê' }).click();
  await seePage(page, 'Kính gửi');
  await page.getByRole('button', { name: 'Đồng ý đề xuất', pressed: true }).waitFor();
  await page.getByRole('button', { name: 'Chuyển xử lý' }).click();
  await page
    .getByRole('status')
    .getByText(/^Đã chuyển xử lý/)
    .waitFor();
}

/** The handler begins and reports the work done. */
export async function handle(page: Page, subject: string, result: string): Promise<void> {
  await rowOf(page, subject).getByRole('link', { name: 'Xử lý' }).click();
  await page.getByRole('button', { name: 'Bắt đầu xử lý' }).click();
  await page.getByRole('button', { name: 'Hoàn thành' }).click();
  await page.getByLabel('Kết quả').fill(result);
  await page.getByRole('button', { name: 'Báo hoàn thành' }).click();
  await page.getByRole('complementary').getByText('Hoàn thành').first().waitFor();
}
