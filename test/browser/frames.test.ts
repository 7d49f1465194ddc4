import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { allPages } from '../../server/capabilities.ts';
import { haveSignedIn, screens, useBrowser } from '../support/browser.ts';
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

/** `npm test` opens a few pages for each role, other ones for the next. */
const PAGES_EACH = 3;

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
    it(`is as high and wide as the window, whatever ${who} opens on a desk and on a phone`, async () => {
      const page = await visitor();
      await haveSignedIn(page, who);
      const outgrown: string[] = [];
      for (const path of sampled(allPages, PAGES_EACH, index)) {
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
        }
      }
      // What a role may not open is answered so; that is none of this test's troubles.
      troubles();
      expect(outgrown).to.deep.equal([]);
    });
  }
});

/** The address of a page, of a document that is there where it is about one. */
function withDocument(path: string, { presented, issued, arrival }: Papers): string {
  const id = path.startsWith('/gui-nhan') ? arrival : path.startsWith('/van-ban-den') ? presented : issued;
  return path.replace('$id', id);
}

/** Waits until a heading stands there, nothing is loading any more and the page has been laid out. */
async function drawn(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('.skeleton-row').first().waitFor({ state: 'detached' });
  await page.evaluate(() => new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid))));
}
