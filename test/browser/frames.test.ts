import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { allPages } from '../../server/capabilities.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { ask } from '../support/ask.ts';
import { haveSignedIn, screens, useBrowser } from '../support/browser.ts';
import { coveredControls } from '../support/covered-controls.ts';
import { aLetter, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { sampled } from '../support/sampled.ts';
import { type Papers, somePapers } from './scenes.ts';

/** One person of every role, and where nobody has signed in. */
const people = [
  'vanthu.thanhbinh',
  'chutich.thanhbinh',
  'truongphong.thanhbinh',
  'chuyenvien.thanhbinh',
  'quantri.snv',
  'thanhtra.ubnd',
] as const;

/** What a window of 1440 × 900 shows at twice the size. */
const low = { width: 720, height: 450 };

describe('the frame of every page', function () {
  this.timeout(240_000);
  useFreshDatabase();
  const province = useProvince();
  let papers: Papers;
  before('documents in every state', async () => {
    papers = await somePapers(province);
  });
  const { visitor, troubles } = useBrowser(province.address);

  for (const [index, who] of people.entries()) {
    it(`is as high and wide as the window, and nothing lies over a control, whatever ${who} opens on a desk and on a phone`, async () => {
      const page = await visitor();
      await haveSignedIn(page, who);
      const outgrown: string[] = [];
      const covered: string[] = [];
      for (const path of sampled(allPages, 1, index)) {
        await page.setViewportSize(screens.desk);
        await page.goto(withDocument(path, papers));
        await drawn(page);
        for (const [screen, size] of Object.entries(screens)) {
          await page.setViewportSize(size);
          await drawn(page);
          const beyond = await page.evaluate(() => {
            const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
            return [scrollWidth - clientWidth, document.querySelector('.app') ? scrollHeight - clientHeight : 0];
          });
          if (beyond.some((pixels) => pixels > 0)) outgrown.push(`${path} on a ${screen}: ${beyond.join(', ')}`);
          covered.push(...(await coveredControls(page)).map((words) => `${path} on a ${screen}: ${words}`));
        }
      }
      // What a role may not open is answered so; that is none of this test's troubles.
      troubles();
      expect(outgrown).to.deep.equal([]);
      expect(covered).to.deep.equal([]);
    });
  }

  it('leads back: Esc from a document to where one came from, Back on a phone out of the sheet first', async () => {
    const page = await visitor();
    await haveSignedIn(page, 'vanthu.thanhbinh');
    await page.goto('/');
    await page.locator(`main a[href*="/gui-nhan/${papers.arrival}"]`).first().click();
    await page.getByRole('complementary').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.pathname === '/');

    await haveSignedIn(page, 'chutich.thanhbinh');
    await page.setViewportSize(screens.phone);
    await page.goto('/');
    await page.locator(`main a[href*="/van-ban-den/${papers.presented}"]`).first().click();
    await page.locator('.pane-page').waitFor();
    const sheet = page.locator('.pane-panel.shown');
    if (!(await sheet.isVisible())) await page.getByRole('button', { name: 'Thông tin, xử lý' }).click();
    await sheet.waitFor();
    const back = async (): Promise<void> => await page.evaluate(() => history.back());
    await back();
    await sheet.waitFor({ state: 'detached' });
    await page.waitForURL((url) => url.pathname === `/van-ban-den/${papers.presented}`);
    await back();
    await page.waitForURL((url) => url.pathname === '/');
  });

  it('has Esc close a list to choose from first, then the form in the panel or sheet around it', async () => {
    const page = await visitor();
    await haveSignedIn(page, 'chutich.thanhbinh');
    for (const size of Object.values(screens)) {
      await page.setViewportSize(size);
      await page.goto(`/van-ban-den/${papers.presented}?lam=but-phe`);
      const handler = page.getByRole('combobox', { name: 'Chủ trì' });
      await handler.click();
      const choices = page.locator('.ant-select-item-option').first();
      await choices.waitFor();
      await page.keyboard.press('Escape');
      await choices.waitFor({ state: 'hidden' });
      // It says that it is closed a moment after its choices have gone.
      await page.locator('[role="combobox"][aria-expanded="true"]').waitFor({ state: 'detached' });
      expect(await handler.isVisible()).to.equal(true);
      await page.keyboard.press('Escape');
      await handler.waitFor({ state: 'detached' });
      await page.waitForURL((url) => url.pathname === `/van-ban-den/${papers.presented}`);
    }
  });

  it('keeps a number on one line beside long tags on a phone', async () => {
    const page = await visitor('phone');
    await haveSignedIn(page, 'vanthu.thanhbinh');
    await page.route(`**/api/incoming/${papers.presented}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), verdict: 'filled' } });
    });
    await page.goto(`/van-ban-den/${papers.presented}`);
    await page.getByText('Hợp lệ, có điền thêm sau khi ký').first().waitFor();
    const lines = await page.getByRole('heading', { level: 1 }).evaluate((heading) => {
      const range = document.createRange();
      range.selectNodeContents(heading);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    expect(lines).to.equal(1);
  });

  it('keeps one long word and a long address whole and within, for who refused a document and for its sender', async () => {
    const bureau = await theBureau(province);
    const clerk = await province.signIn('vanthu', 'thanhbinh');
    const { id: sent } = await issuedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }));
    const { id: arrivalId, version } = await newestArrival(clerk);
    const reason = `${'dài'.repeat(27)} https://example.vn/${'a'.repeat(101)}`;
    await ask(clerk, arrivalsContract.returnArrival, {
      params: { arrivalId },
      body: { version, reasonCode: 'other', reason },
    });
    await province.work();
    const page = await visitor();
    const outside: string[] = [];
    for (const [who, path] of [
      ['vanthu.thanhbinh', `/gui-nhan/${arrivalId}`],
      ['vanthu.snv', `/van-ban-di/${sent}?the=gui-nhan`],
      ['vanthu.snv', `/van-ban-di/${sent}?the=lich-su`],
    ] as const) {
      await haveSignedIn(page, who);
      for (const size of [screens.desk, screens.phone]) {
        await page.setViewportSize(size);
        await page.goto(path);
        await drawn(page);
        const open = page.getByRole('button', { name: 'Thông tin, xử lý' });
        const isDrawnOut = await page.locator('.pane-panel.shown').isVisible();
        if (size === screens.phone && !isDrawnOut && (await open.isVisible())) await open.click();
        if (!path.endsWith('lich-su')) await page.getByText('dàidài').first().waitFor();
        expect(await page.getByText('Cần làm gì').count(), 'advice about what was refused').to.equal(0);
        outside.push(...(await wordsOutside(page)).map((words) => `${path}, ${size.width}: ${words}`));
      }
    }
    expect(outside).to.deep.equal([]);
  });

  it('has the acts at the foot of a phone, also while its pages are made', async () => {
    const { drafter } = await theBureau(province);
    const body = aLetter(province, { to: ['thanhbinh'] });
    const { id: documentId, version } = await ask(drafter, outgoingContract.createDraft, { body });
    await ask(drafter, outgoingContract.submitDraft, { params: { documentId }, body: { version } });
    const page = await visitor('phone');
    await haveSignedIn(page, 'chuyenvien.snv');
    await page.goto(`/van-ban-di/${documentId}`);
    await page.getByText('Đang dựng trang', { exact: true }).waitFor();
    const [foot, main] = [page.locator('.frame-foot'), page.getByRole('main')];
    expect(await bottomOf(foot)).to.equal(await bottomOf(main));
  });

  it('has no bar over the fields of a letter on a low window, as at twice the size', async () => {
    const page = await visitor();
    await haveSignedIn(page, 'chuyenvien.snv');
    await page.setViewportSize(low);
    await page.goto('/van-ban-di/soan');
    await drawn(page);
    const bar = await page.locator('.confirm-bar').boundingBox();
    expect(bar?.y).to.be.at.least(low.height);
  });

  it('is home, with a sentence, where a bookmark leads to what the position may not open', async () => {
    const page = await visitor();
    await haveSignedIn(page, 'quantri.snv');
    await page.goto(`/van-ban-den/${papers.presented}`);
    await page.getByText(/^Trang vừa mở không dành cho vị trí Quản trị/).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/');
    // Who has no search is told of no key for it.
    const keys = page.locator('.page-foot .keys');
    await keys.getByText('Enter', { exact: true }).waitFor();
    expect(await keys.getByText('/', { exact: true }).count()).to.equal(0);
    await haveSignedIn(page, 'vanthu.thanhbinh');
    await page.goto('/nhat-ky');
    await page.getByText(/^Trang vừa mở không dành cho vị trí Văn thư/).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/');
    await keys.getByText('/', { exact: true }).waitFor();
  });
});

/** How far down the window something reaches. */
async function bottomOf(thing: Locator): Promise<number> {
  const box = await thing.boundingBox();
  return box ? box.y + box.height : Number.NaN;
}

/** Texts that run out of the element they stand in, or out of one that cuts them off, unless they end in an ellipsis by purpose. */
async function wordsOutside(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const outside: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement;
      if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { right, width } = range.getBoundingClientRect();
      for (let around: Element | null = element; around && width > 1; around = around.parentElement) {
        const { display, textOverflow, overflowX } = getComputedStyle(around);
        if (textOverflow === 'ellipsis' || around.matches('.unseen') || /auto|scroll/.test(overflowX)) break;
        if (display === 'inline' || display === 'contents' || right <= around.getBoundingClientRect().right + 1)
          continue;
        outside.push(`“${text.textContent?.slice(0, 40)}” out of ${around.tagName.toLowerCase()}.${around.className}`);
        break;
      }
    }
    return outside;
  });
}

/** The address of a page, of a document that is there where it is about one. */
function withDocument(path: string, { presented, issued, arrival }: Papers): string {
  const id = path.startsWith('/gui-nhan') ? arrival : path.startsWith('/van-ban-den') ? presented : issued;
  return path.replace('$id', id);
}

/** Waits until a heading stands there, nothing is loading any more and the page has been laid out. */
async function drawn(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('.skeleton-row').first().waitFor({ state: 'detached' });
  await page.evaluate(async () => {
    await new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid)));
    // A panel that is a sheet on a narrower window slides out of it.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
