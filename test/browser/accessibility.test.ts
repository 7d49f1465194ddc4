import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { markAsDemo } from '../../server/identity/deployment/mark-as-demo.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { accessibilityFaults, haveSignedIn, screens, useBrowser } from '../support/browser.ts';
import { testPassword } from '../support/identity.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { sampled } from '../support/sampled.ts';
import { type Papers, scenes, somePapers } from './scenes.ts';

/** In the dark only colours are others. `npm test` looks at each page in one of four ways, at its neighbour in the next. */
const ways = [
  { screen: 'desk', colorScheme: 'light', rules: 'all' },
  { screen: 'phone', colorScheme: 'light', rules: 'all' },
  { screen: 'phone', colorScheme: 'dark', rules: 'contrast' },
  { screen: 'desk', colorScheme: 'dark', rules: 'contrast' },
] as const;

describe('accessibility (WCAG 2.2 AA, by axe)', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let papers: Papers;
  before('documents in every state', async () => {
    await inTransaction(systemActor('deployment'), (tx) => markAsDemo(tx, testPassword));
    papers = await somePapers(province);
  });
  const { visitor } = useBrowser(province.address, { stay: true });
  const known = new Map<string | undefined, Promise<Page>>();
  const pageOf = (who: string | undefined): Promise<Page> => {
    const page = known.get(who) ?? pageFor(who);
    known.set(who, page);
    return page;
  };
  async function pageFor(who: string | undefined): Promise<Page> {
    const page = await visitor();
    if (who !== undefined) await haveSignedIn(page, who);
    return page;
  }

  for (const [index, { name, who, path, ready }] of sampled([...scenes.entries()], Math.ceil(scenes.length / 2))) {
    it(`finds nothing on ${name}`, async () => {
      const page = await pageOf(who);
      await page.setViewportSize(screens.desk);
      await page.goto(path(papers));
      await ready(page);
      for (const { screen, colorScheme, rules } of sampled(ways, 1, index)) {
        await page.setViewportSize(screens[screen]);
        await paint(page, colorScheme);
        expect(await accessibilityFaults(page, rules), `${screen}, ${colorScheme}`).to.deep.equal([]);
        if (who !== undefined) expect(await outgrown(page), `${screen}: beyond the window`).to.deep.equal([0, 0]);
        expect(await headings(page), `${screen}: one heading of the first order, before all others`).to.match(
          /^1[2-6]*$/,
        );
      }
    });
  }

  it('opens lists and menus where they can be reached for somebody who wants no motion', async () => {
    const page = await pageOf('chuyenvien.snv');
    await page.setViewportSize(screens.desk);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/van-ban-di/soan');
    await page.getByRole('combobox', { name: 'Người ký' }).click();
    await page.locator('.ant-select-item-option', { hasText: 'Trần Quốc Bảo' }).click({ timeout: 20_000 });
    await page.getByRole('button', { name: /^Tài khoản/ }).click();
    await page.getByRole('menuitem', { name: 'English' }).click({ trial: true, timeout: 20_000 });
  });
});

/** The orders of the headings that are shown, as they follow each other. */
async function headings(page: Page): Promise<string> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6')]
      .filter((heading) => heading.checkVisibility() && heading.closest('dialog') === null)
      .map(({ tagName }) => tagName.slice(1))
      .join(''),
  );
}

/** By how many pixels the page is wider and higher than the window: what scrolls in it are its lists and forms, never the whole. */
async function outgrown(page: Page): Promise<number[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
}

/** The system changes between light and dark; resolves when the page has followed with its last transition. */
async function paint(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((one) => one.finished));
  });
}
