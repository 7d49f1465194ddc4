import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import axe from 'axe-core';
import { expect } from 'chai';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { buildClient } from '../../server/platform/start/client-build.ts';
import { Shutdown } from '../../server/platform/start/shutdown.ts';
import { atEnd } from './at-end.ts';
import { testPassword } from './identity.ts';
import { packagedChromium } from './packaged-chromium.ts';

/** Width and height of the screens people have. */
export const screens = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export type Screen = keyof typeof screens;

/** How long a person may have to wait for a screen, on a machine that does other work too. */
const PATIENCE_MS = 45_000;

/** The browser of a `describe`: real Chromium, the built client, people who come to the running application. */
export interface Visits {
  /** A person's own browser, not signed in yet. */
  visitor(screen?: Screen): Promise<Page>;
  /** A person who has signed in and is at no page yet. */
  signedIn(username: string, screen?: Screen): Promise<Page>;
  /** A person who has signed in, at the first page. */
  person(username: string, screen?: Screen): Promise<Page>;
  /** What went wrong on any page since the last call: exceptions, console errors, refused styles, failed answers. */
  troubles(): string[];
}

/**
 * Chromium, opened once for the run, and a client to open in it; any trouble on a page fails the test. People leave when their test is
 * over – an open page draws all news of its agency anew –, unless they `stay` for the tests that follow.
 */
export function useBrowser(address: () => string, { stay = false } = {}): Visits {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const heard: string[] = [];
  before('a browser and a client', async function () {
    this.timeout(240_000);
    opened ??= openOnce();
    browser = await opened;
  });
  const leave = async (): Promise<void> => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  };
  after('close the pages', leave);
  const troubles = (): string[] => heard.splice(0);
  afterEach('no trouble on any page', async function () {
    if (this.currentTest?.state === 'failed') await keepPictures(contexts);
    if (!stay) await leave();
    expect(troubles()).to.deep.equal([]);
  });

  const visitor = async (screen: Screen = 'desk'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: screens[screen],
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      baseURL: address(),
      acceptDownloads: true,
      hasTouch: screen === 'phone',
    });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    // What the policy forbids is a fault of ours even where the browser says nothing of it aloud.
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
        console.error(`The policy forbids ${violatedDirective}: ${blockedURI} in ${sourceFile}`),
      );
    });
    await page.addInitScript(lackWhatOthersLack);
    listen(page, (trouble) => heard.push(trouble));
    return page;
  };
  const signedIn = async (username: string, screen?: Screen): Promise<Page> => {
    const page = await visitor(screen);
    await haveSignedIn(page, username);
    return page;
  };
  const person = async (username: string, screen?: Screen): Promise<Page> => {
    const page = await signedIn(username, screen);
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  return { visitor, signedIn, person, troubles };
}

/** Runs in the page: takes away what this browser has and WebKit has not, so that nothing leans on it. */
function lackWhatOthersLack(): void {
  for (const walk of [Symbol.asyncIterator, 'values']) Reflect.deleteProperty(ReadableStream.prototype, walk);
}

/** Gives the browser the session it has once the person has signed in: quicker than by `signIn`, where that is not what is tested. */
export async function haveSignedIn(page: Page, username: string): Promise<void> {
  const answer = await page.context().request.post('/api/session', { data: { username, password: testPassword } });
  expect(answer.status()).to.equal(201);
}

/** Signs in as a person does, wherever the page stands. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(testPassword);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Chooses in a list that opens below a field, by typing. */
export async function choose(where: Page | Locator, field: string | RegExp, words: string): Promise<void> {
  const page = 'page' in where ? where.page() : where;
  await where.getByRole('combobox', { name: field }).fill(words);
  await page.locator('.ant-select-item-option').filter({ hasText: words, visible: true }).first().click();
}

/** Drops a file onto the page, as from the desktop. */
export async function dropFile(page: Page, bytes: Uint8Array, name: string): Promise<void> {
  await dropFiles(page, [{ bytes, name }]);
}

/** Drops several files at once. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly bytes: Uint8Array; readonly name: string }[],
): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const dropped = new DataTransfer();
      for (const { base64, name } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        dropped.items.add(new File([bytes], name, { type: 'application/pdf' }));
      }
      return dropped;
    },
    files.map(({ bytes, name }) => ({ base64: Buffer.from(bytes).toString('base64'), name })),
  );
  const send = async (type: string) => await page.dispatchEvent('body', type, { dataTransfer: transfer });
  // A page that was drawn a moment ago may not listen yet; a person lets go once it says that it takes the file.
  const until = Date.now() + PATIENCE_MS;
  while (!(await page.locator('.drop-over').isVisible())) {
    if (Date.now() > until) throw new Error('The page takes no file');
    await send('dragenter');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await send('dragover');
  await send('drop');
}

const levelAA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds on the page, by rule and place: all of WCAG 2.2 AA, or only its rule of contrast. */
export async function accessibilityFaults(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<string[]> {
  // A document reads axe once: to hand over its half a megabyte for every look takes longer than the look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // A button that was given free a moment ago still fades from grey; what turns for as long as something loads never ends.
  await page.evaluate(async () => {
    for (let calm = 0; calm < 2; calm += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      if (ending.length > 0) calm = -1;
      await Promise.allSettled(ending.map(({ finished }) => finished));
    }
  });
  expect(page.frames(), 'axe looks into no frame').to.have.length(1);
  const runOnly = rules === 'contrast' ? ['color-contrast'] : levelAA;
  const violations = await page.evaluate(
    async (asked) => (await axe.run({ runOnly: asked, resultTypes: ['violations'] })).violations,
    runOnly,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} – ${failureSummary ?? ''}`),
  );
}

/** Leaves pictures of all open pages for whoever has to find out why a test failed. */
async function keepPictures(contexts: readonly BrowserContext[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-browser-'));
  const pages = contexts.flatMap((context) => context.pages());
  await Promise.all(pages.map((page, index) => page.screenshot({ path: join(folder, `${index + 1}.png`) })));
  console.error(`    What the pages showed: ${folder}`);
}

/** Hands on what a person would suffer from: exceptions, console errors, missing files, failures of the server. */
function listen(page: Page, trouble: (words: string) => void): void {
  const where = (): string => new URL(page.url()).pathname;
  page.on('pageerror', (error) => trouble(`${where()}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // What the server refused is judged by the answer below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      trouble(`${where()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const missing = response.status() >= 400 && !pathname.startsWith('/api/');
    if (missing || response.status() >= 500) trouble(`${where()}: ${response.status()} ${pathname}`);
  });
}

/**
 * What the package would switch off and a person's browser has on; in one process it stops answering after some fifteen pages. Drawing by
 * an imitated graphics card takes several times the work of drawing by the processor itself.
 */
const unlikeAPerson = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  '--no-sandbox',
  "--headless='shell'",
  '--in-process-gpu',
  '--ignore-gpu-blocklist',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** A page of a test lives for seconds: to optimize its scripts costs more than they then save, an eighth of all that a story takes. */
const notForLong = '--js-flags=--no-opt';

let opened: Promise<Browser> | undefined;

async function openOnce(): Promise<Browser> {
  await buildClient(resolve(import.meta.dirname, '../..'), new Shutdown());
  const browser = await openChromium();
  atEnd(() => browser.close());
  return browser;
}

/** The Chromium that an npm package carries, the same on every machine; `CHROMIUM_PATH` names another. */
async function openChromium(): Promise<Browser> {
  const chromiumSandbox = process.getuid?.() !== 0;
  const own = process.env.CHROMIUM_PATH;
  if (own !== undefined && own !== '') return await chromium.launch({ executablePath: own, chromiumSandbox });
  const { default: carried } = await import('@sparticuz/chromium');
  const args = [...carried.args.filter((arg) => !unlikeAPerson.includes(arg)), '--disable-gpu', notForLong];
  return await chromium.launch({ executablePath: await packagedChromium(), args, chromiumSandbox });
}
