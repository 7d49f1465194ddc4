import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { ask } from '../support/ask.ts';
import { dropFile, useBrowser } from '../support/browser.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, submitted, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { sampled } from '../support/sampled.ts';
import { present, rowOf, seePage } from './office.ts';

const LINES = 90;
const LAST_WORDS = 'Kiến nghị cuối cùng của báo cáo';

describe('reading a document in a browser', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const { person, signedIn, troubles } = useBrowser(province.address);
  let address: string;
  let fileHash: string;
  let waiting: string;
  let presented: string;
  before('a letter of several pages was issued', async () => {
    const bureau = await theBureau(province);
    const lines = Array.from({ length: LINES }, (_, index) => `Nội dung thứ ${index + 1}: đề nghị các đơn vị báo cáo.`);
    const body = [...lines, `${LAST_WORDS}./.`].join('\n');
    const { id: documentId, files } = await issuedLetter(
      bureau,
      aLetter(province, { to: ['thanhbinh'] }, { letter: { body } }),
    );
    await presentOne(bureau);
    waiting = (await submitted(bureau, aLetter(province, { to: ['thanhbinh'] }))).id;
    address = `/van-ban-di/${documentId}`;
    const params = { documentId, fileId: files.find(({ role }) => role === 'main')?.id ?? '' };
    fileHash = sha256(await ask(bureau.clerk, outgoingContract.getOutgoingFile, { params }));
  });

  /** A second letter that its recipient has presented to the leader. */
  async function presentOne(bureau: Bureau): Promise<void> {
    await issuedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }, { subject: 'đôn đốc việc cũ' }));
    const clerk = await province.signIn('vanthu', 'thanhbinh');
    const { id: arrivalId, version } = await newestArrival(clerk);
    const params = { arrivalId };
    presented = (await ask(clerk, arrivalsContract.registerArrival, { params, body: { version } })).id;
    const leaderPositionId = province.actor('chutich', 'thanhbinh').positionId;
    const body = { leaderPositionId, proposal: 'Nông Văn Dũng chủ trì.' };
    await ask(clerk, routingContract.presentDocument, { params: { documentId: presented }, body });
  }

  /** The clerk of the sender with the letter open, its first page drawn. */
  async function reader(screen: 'desk' | 'phone' = 'desk', viewer = true): Promise<Page> {
    const page = await signedIn('vanthu.snv', screen);
    await page.addInitScript(rememberPrinting, viewer);
    await page.goto(address);
    await seePage(page, 'Kính gửi');
    await page.locator('.pdf-page canvas').first().waitFor();
    return page;
  }

  it('shows number and date with the page, in its text too, and copies what is seen', async () => {
    const page = await reader();
    expect(await inkAt(page, page.locator('.filled-place').first()), 'the number is drawn').to.be.greaterThan(10);
    const line = (words: string) =>
      page.locator('.pdf-page[data-page="1"] .textLayer span', { hasText: words }).first();
    await drag(page, line('Số:'), line('tháng'));
    expect(await selected(page)).to.match(/^Số: 01\/SNV-CCHC Sao Mai, ngày \d\d tháng$/);
    await page.emulateMedia({ forcedColors: 'active' });
    const styleOf = (what: string, name: 'backgroundColor' | 'outlineStyle') =>
      page
        .locator(what)
        .first()
        .evaluate((element, asked) => getComputedStyle(element)[asked], name);
    expect(await styleOf('.filled-place', 'backgroundColor'), 'a mark hides no word').to.equal('rgba(0, 0, 0, 0)');
    expect(await styleOf('[role=tab][aria-selected=true]', 'outlineStyle')).to.equal('solid');
    await page.emulateMedia({ forcedColors: 'none' });
    // Into the margin beside the line: what lies below and above stays out.
    await drag(page, line('Nội dung thứ 3:'), line('Nội dung thứ 3:'), 60);
    expect(await selected(page)).to.equal('Nội dung thứ 3: đề nghị các đơn vị báo cáo.');
  });

  it('finds words on pages that were not drawn, goes to a page, and keeps it when zoomed and turned', async () => {
    const page = await reader();
    const number = page.getByLabel('Tới trang');
    const count = Number(/\d+/.exec(await page.locator('.pdf-page-number').innerText())?.[0]);
    expect(count).to.be.greaterThan(2);
    await page.keyboard.press('Control+f');
    await page.getByRole('search').getByLabel('Tìm trong văn bản', { exact: true }).fill('kien nghi cuoi');
    await page.getByRole('status').getByText('1 trong 1', { exact: true }).waitFor();
    expect(await number.inputValue()).to.equal(String(count));
    await page.locator('.pdf-page .textLayer').getByText(LAST_WORDS).waitFor();
    expect(await page.evaluate(() => [...(CSS.highlights.get('pdf-here') ?? [])].map(String))).to.deep.equal([
      'Kiến nghị cuối',
    ]);
    await page.keyboard.press('Escape');
    await number.fill('2');
    await number.press('Enter');
    await figure(page, 2).getByText('Nội dung thứ').first().waitFor();
    for (const act of ['Phóng to', 'Phóng to', 'Xoay trang']) {
      await page.getByRole('button', { name: act }).click();
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect(await number.inputValue(), act).to.equal('2');
    }
    const lying = await figure(page, 2).boundingBox();
    expect(lying && lying.width > lying.height).to.equal(true);
  });

  it('keeps the focus where one works, sends no directive by Enter in a date, and takes pasted text without what nobody sees', async () => {
    const clerk = await signedIn('vanthu.thanhbinh');
    const focus = () => clerk.evaluate(() => document.activeElement?.closest('[data-pane]')?.className ?? 'nowhere');
    await clerk.goto('/gui-nhan');
    await rowOf(clerk, 'báo cáo kết quả').getByRole('link').first().click();
    await seePage(clerk, 'Kính gửi');
    expect(await focus(), 'after opening').to.include('pane-page');
    await clerk.getByRole('complementary').getByRole('button', { name: 'Đăng ký' }).click();
    await clerk.getByRole('link', { name: 'Trình lãnh đạo' }).waitFor();
    expect(await focus(), 'after registering').to.include('pane-panel');
    const path = await present(clerk, 'Nông Văn Dũng');
    // An act that cannot be done here has no form: what can be read comes back.
    await clerk.goto(`${path}?lam=xong`);
    await clerk.getByRole('tab', { name: 'Thông tin' }).waitFor();
    expect(new URL(clerk.url()).search).to.equal('');

    const leader = await person('chutich.thanhbinh');
    await rowOf(leader, 'báo cáo kết quả').getByRole('link', { name: 'Bút phê' }).click();
    await leader.getByRole('button', { name: 'Chọn ngày', exact: true }).click();
    const due = leader.getByRole('textbox', { name: 'Chọn ngày' });
    await due.fill('05122030');
    await due.press('Enter');
    expect(await due.inputValue()).to.equal('05/12/2030');
    const words = leader.getByRole('textbox', { name: 'Nội dung' });
    await words.fill('');
    await words.evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'Chủ trì\u0001 \u202etham mưu');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    expect(await words.inputValue()).to.equal('Chủ trì tham mưu');
    await leader.getByRole('button', { name: 'Chuyển xử lý' }).waitFor();
  });

  it('has every key of the help do what the help says', async () => {
    const clerk = await signedIn('vanthu.snv');
    await clerk.addInitScript(rememberPrinting, true);
    await clerk.goto('/tro-giup');
    await clerk.locator('.help-keys dt').first().waitFor();
    const help = await clerk.locator('.help-keys dt').all();
    const keys = await Promise.all(help.map(async (term) => (await term.locator('kbd').allInnerTexts()).join(' ')));
    const path = () => new URL(clerk.url()).pathname;
    const opened = async (page = clerk): Promise<void> => {
      await page.goto(address);
      await seePage(page, 'Kính gửi');
    };
    const list = async (): Promise<void> => {
      await clerk.goto('/van-ban-di?loc=tat-ca');
      await clerk.locator('[data-row]').nth(1).waitFor();
    };
    const go = (key: string, to: string) => async (): Promise<void> => {
      await clerk.goto('/tro-giup');
      await clerk.getByRole('heading', { level: 1 }).waitFor();
      for (const one of key.split(' ')) await clerk.keyboard.press(one.toLowerCase());
      await clerk.waitForURL((url) => url.pathname === to);
    };
    const tab = (name: string) => clerk.getByRole('tab', { name, selected: true }).waitFor();
    const doing: Readonly<Record<string, () => Promise<void>>> = {
      '↑ ↓': async () => {
        await list();
        const chosen = () =>
          clerk.locator('[data-row]').evaluateAll((rows) => rows.findIndex((row) => row.ariaCurrent === 'true'));
        await clerk.keyboard.press('ArrowDown');
        await clerk.locator('[data-row]').nth(1).and(clerk.locator('[aria-current=true]')).waitFor();
        await clerk.keyboard.press('ArrowUp');
        await clerk.locator('[data-row]').first().and(clerk.locator('[aria-current=true]')).waitFor();
        expect(await chosen()).to.equal(0);
      },
      Enter: async () => {
        await list();
        await clerk.keyboard.press('Enter');
        await clerk.waitForURL(/\/van-ban-di\/[0-9a-f-]{36}/);
      },
      Esc: async () => {
        await opened();
        await clerk.keyboard.press('Escape');
        await clerk.waitForURL((url) => url.pathname === '/van-ban-di');
      },
      T: async () => {
        await list();
        await clerk.keyboard.press('t');
        await clerk.waitForURL(/\/van-ban-di\/[0-9a-f-]{36}/);
      },
      N: async () => {
        await list();
        await clerk.keyboard.press('n');
        await clerk.waitForURL((url) => url.pathname === '/van-ban-di/soan');
      },
      B: async () => {
        const leader = await signedIn('chutich.thanhbinh');
        await leader.goto(`/van-ban-den/${presented}`);
        await seePage(leader, 'Kính gửi');
        await leader.keyboard.press('b');
        await leader.getByRole('button', { name: 'Chuyển xử lý' }).waitFor();
      },
      K: async () => {
        const leader = await signedIn('giamdoc.snv');
        await leader.goto(`/van-ban-di/${waiting}`);
        await seePage(leader, 'Kính gửi');
        await leader.keyboard.press('k');
        await leader.waitForURL((url) => url.pathname === `/van-ban-di/${waiting}/ky`);
      },
      'V Shift V': async () => {
        await opened();
        await clerk.keyboard.press('v');
        await tab('Chữ ký');
        await clerk.keyboard.press('Shift+V');
        await tab('Gửi nhận');
      },
      L: async () => {
        await opened();
        await clerk.keyboard.press('l');
        await tab('Lịch sử');
      },
      Space: async () => {
        await opened();
        await clerk.keyboard.press('Space');
        await clerk.waitForFunction(() => (document.querySelector('.pdf-view')?.scrollTop ?? 0) > 100);
      },
      'Ctrl F': async () => {
        await opened();
        await clerk.keyboard.press('Control+f');
        await clerk.locator('.pdf-find input:focus').waitFor();
      },
      'Ctrl P': async () => {
        await opened();
        await clerk.keyboard.press('Control+p');
        await clerk.getByRole('heading', { name: 'In văn bản' }).waitFor();
      },
      'X Shift X': async () => {
        await list();
        await clerk.keyboard.press('x');
        await clerk.getByText('Đã chọn 1 văn bản').waitFor();
        await clerk.keyboard.press('ArrowDown');
        await clerk.locator('[data-row]').nth(1).and(clerk.locator('[aria-current=true]')).waitFor();
        await clerk.keyboard.press('Shift+X');
        await clerk.getByText('Đã chọn 2 văn bản').waitFor();
      },
      'Ctrl A': async () => {
        await list();
        await clerk.keyboard.press('Control+a');
        await clerk.getByText(`Đã chọn ${await clerk.locator('[data-row]').count()} văn bản`).waitFor();
        await clerk.keyboard.press('Escape');
        await clerk.getByText(/^Đã chọn/).waitFor({ state: 'detached' });
      },
      F6: async () => {
        await opened();
        await clerk.locator('.pane-page:focus').waitFor();
        await clerk.keyboard.press('F6');
        await clerk.locator('.pane-panel:focus').waitFor();
      },
      '/': async () => {
        await clerk.goto('/');
        await clerk.getByRole('heading', { level: 1 }).waitFor();
        await clerk.keyboard.press('/');
        await clerk.locator('[data-search] input:focus').waitFor();
      },
      'Ctrl K': async () => {
        await clerk.goto('/van-ban-di/soan');
        await clerk.getByLabel('Trích yếu').press('Control+k');
        await clerk.locator('[data-search] input:focus').waitFor();
        await clerk.keyboard.press('Escape');
        await clerk.getByLabel('Trích yếu').and(clerk.locator(':focus')).waitFor();
      },
      '?': async () => {
        await clerk.goto('/thong-ke');
        await clerk.getByRole('heading', { level: 1 }).waitFor();
        await clerk.keyboard.press('Shift+Slash');
        await clerk.waitForURL((url) => url.pathname === '/tro-giup');
      },
      'Ctrl Enter': async () => {
        await clerk.goto('/van-ban-di/soan');
        await clerk.getByLabel('Trích yếu').press('Control+Enter');
        await clerk.locator('[aria-invalid=true]').first().waitFor();
        expect(path()).to.equal('/van-ban-di/soan');
      },
      'G V': go('G V', '/'),
      'G N': go('G N', '/van-ban-den'),
      'G P': go('G P', '/van-ban-di'),
      'G T': go('G T', '/thong-ke'),
    };
    expect(Object.keys(doing)).to.have.members(keys);
    for (const act of sampled(Object.values(doing), 6)) await act();
  });

  it('finds incoming and outgoing in one answer, says why a Word file is not shown, and what it means that the server is away', async () => {
    const clerk = await person('vanthu.thanhbinh');
    await clerk.getByRole('button', { name: /^Tìm số, trích yếu/ }).click();
    await clerk.getByRole('combobox', { name: 'Tìm' }).fill('don doc viec cu');
    await clerk.getByRole('option', { name: /đôn đốc việc cũ/ }).waitFor();
    await clerk.keyboard.press('Enter');
    await clerk.waitForURL((url) => url.pathname === '/tim');
    await clerk.getByRole('region', { name: 'Văn bản đến' }).getByText('đôn đốc việc cũ').waitFor();
    await clerk
      .getByRole('group', { name: 'Loại' })
      .getByRole('button', { name: /^Văn bản đến/ })
      .waitFor();
    await clerk.getByRole('link', { name: /đôn đốc việc cũ/ }).click();
    await clerk.waitForURL(/van-ban-den\//);
    await clerk.keyboard.press('/');
    await clerk.getByRole('listbox', { name: 'Mở gần đây' }).getByText('đôn đốc việc cũ').waitFor();

    await clerk.goto('/van-ban-di/soan');
    await clerk.getByLabel('Trích yếu').waitFor();
    await dropFile(clerk, new TextEncoder().encode('PK\u0003\u0004 Word'), 'bao-cao.docx');
    await clerk.getByText('Đây không phải tệp PDF').first().waitFor();

    await clerk.goto('/thong-ke');
    await clerk.getByRole('heading', { level: 1 }).waitFor();
    await clerk.route('**/api/incoming*', (route) => route.fulfill({ status: 502, body: '' }));
    await clerk.goto('/van-ban-den?loc=tat-ca');
    await clerk.getByText(/^Máy chủ chưa trả lời, đang thử lại/).waitFor();
    await clerk.unroute('**/api/incoming*');
    await clerk.getByText(/^Máy chủ chưa trả lời/).waitFor({ state: 'detached' });

    await clerk.route(/\/(assets|api)\//, (route) => route.abort());
    await clerk.getByRole('link', { name: /^Sổ đăng ký/ }).click();
    await clerk.getByText(/^Máy chủ chưa trả lời, đang thử lại/).waitFor();
    await clerk.unroute(/\/(assets|api)\//);
    await clerk.getByRole('heading', { level: 1, name: 'Sổ đăng ký' }).waitFor();
    await clerk.getByText(/^Máy chủ chưa trả lời/).waitFor({ state: 'detached' });

    // A release later the page of the old one is not there any more; loaded anew, the new one knows its own.
    await clerk.route('**/assets/help-*.js', (route) => route.fulfill({ status: 404, body: '' }));
    const loadedAnew = clerk.waitForEvent('domcontentloaded').then(() => clerk.unroute('**/assets/help-*.js'));
    await clerk.getByRole('link', { name: /^Hướng dẫn/ }).click();
    await loadedAnew;
    await clerk.getByText('việc tiếp theo').first().waitFor();
    const simulated = ['502 /api/incoming', '404 /assets/help-', 'Failed to fetch dynamically imported module'];
    expect(troubles().filter((trouble) => !simulated.some((words) => trouble.includes(words)))).to.deep.equal([]);

    const inspector = await person('thanhtra.ubnd');
    await inspector.waitForURL((url) => url.pathname === '/thong-ke');
  });

  it('prints a marked copy, or the file itself for a paper original; it is opened where the browser prints none', async () => {
    const page = await reader();
    await page.keyboard.press('Control+p');
    await page.getByRole('heading', { name: 'In văn bản' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => window.printing.length === 1);
    await page.locator('.pdf-tools').getByRole('button', { name: 'In', exact: true }).click();
    await page.getByLabel(/^Tệp đã ký, để đóng dấu/).check();
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => window.printing.length === 2);
    const [marked, original] = await printed(page);
    expect(original).to.equal(`print ${fileHash}`);
    expect(marked)
      .to.match(/^print [0-9a-f]{64}$/)
      .and.not.equal(original);
    await page.emulateMedia({ media: 'print' });
    expect(await figure(page, 1).isVisible(), 'no page of the screen is printed').to.equal(false);
    await page.getByText(/bấm nút In trên trang, hoặc Ctrl P/).waitFor();

    const phone = await reader('phone', false);
    await phone.locator('.pdf-tools').getByRole('button', { name: 'In', exact: true }).click();
    await phone.getByRole('complementary').getByRole('button', { name: 'In', exact: true }).click();
    await phone.waitForFunction(() => window.printing.length > 0);
    expect((await printed(phone)).join()).to.match(/^open [0-9a-f]{64}$/);
  });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const figure = (page: Page, number: number): Locator => page.locator(`.pdf-page[data-page="${number}"]`);

declare global {
  interface Window {
    /** What was handed to the browser for printing or opening, with the file. */
    printing: { readonly how: string; readonly file: Blob | undefined }[];
  }
}

/** The browser of the tests neither prints nor shows a PDF: notes what it would be given. */
function rememberPrinting(viewer: boolean): void {
  window.printing = [];
  const files = new Map<string, Blob>();
  const address = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (file: Blob) => {
    const made = address(file);
    files.set(made, file);
    return made;
  };
  const note = (how: string, made: string): void => void window.printing.push({ how, file: files.get(made) });
  Object.defineProperty(navigator, 'pdfViewerEnabled', { value: viewer });
  window.open = (made) => {
    note('open', String(made));
    return null;
  };
  Object.defineProperty(HTMLIFrameElement.prototype, 'src', {
    get(): string {
      return this.dataset.made;
    },
    set(made: string) {
      this.dataset.made = made;
    },
  });
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get() {
      return { focus: () => undefined, print: () => note('print', this.dataset.made) };
    },
  });
}

async function printed(page: Page): Promise<string[]> {
  const files = await page.evaluate(() =>
    Promise.all(
      window.printing.map(async ({ how, file }) => {
        const hash = new Uint8Array(
          await crypto.subtle.digest('SHA-256', (await file?.arrayBuffer()) ?? new ArrayBuffer()),
        );
        return `${how} ${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
      }),
    ),
  );
  return files;
}

/** How many dark pixels the drawing of the page has behind a place above it. */
async function inkAt(page: Page, place: Locator): Promise<number> {
  const box = await place.boundingBox();
  if (!box) throw new Error('The place is nowhere');
  return await page.evaluate(({ x, y, width, height }) => {
    const canvas = document.querySelector<HTMLCanvasElement>('.pdf-page canvas');
    const frame = canvas?.getBoundingClientRect();
    const pen = canvas?.getContext('2d');
    if (!canvas || !frame || !pen) return 0;
    const ratio = canvas.width / frame.width;
    const at = [(x - frame.x) * ratio, (y - frame.y) * ratio, width * ratio, height * ratio] as const;
    const { data } = pen.getImageData(...at);
    return data.filter((value, index) => index % 4 === 0 && value < 128).length;
  }, box);
}

/** Selects with the mouse from the start of a run to the end of another, or some pixels beyond. */
async function drag(page: Page, from: Locator, to: Locator, beyond = 0): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('Nothing to select');
  await page.mouse.move(start.x + 1, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 4 });
  await page.mouse.move(end.x + end.width - (beyond === 0 ? 1 : -beyond), end.y + end.height / 2, { steps: 4 });
  await page.mouse.up();
}

const selected = async (page: Page): Promise<string> =>
  await page.evaluate(() => (getSelection()?.toString() ?? '').replaceAll(/\s+/g, ' ').trim());
