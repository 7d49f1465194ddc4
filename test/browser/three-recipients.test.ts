import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { operationsContract } from '../../server/exchange/operations/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { ask } from '../support/ask.ts';
import { aStatus, ministry } from '../support/axis.ts';
import { AxisServer } from '../support/axis-server.ts';
import { useBrowser } from '../support/browser.ts';
import { aLetter, type Bureau, issuedLetter, recallLetter, theBureau } from '../support/letters.ts';
import { useTwoDeployments } from '../support/two-deployments.ts';
import { registerArrival, rowOf } from './office.ts';

const subject = 'lấy ý kiến về dự thảo quy chế trao đổi văn bản';
const refusal = 'Không thuộc thẩm quyền';

describe('a document with three recipients, at another deployment and on the axis, in the browser', function () {
  this.timeout(180_000);
  const axis = new AxisServer();
  const over = { saoMai: {}, ports: [] as number[] };
  useAxis(axis, over);
  const { saoMai, binhMinh, settled } = useTwoDeployments(over);
  const here = useBrowser(() => saoMai().address, { stay: true });
  const there = useBrowser(() => binhMinh().address, { stay: true });
  let bureau: Bureau;
  let documentId: string;
  let sender: Page;
  let health: Page;
  let office: Page;

  before('a letter, issued while the neighbour is away', async () => {
    bureau = await theBureau(saoMai());
    await binhMinh().leave();
    const recipients = [
      ministry,
      { code: 'H98.15', name: binhMinh().agency('sytbm').name },
      { code: 'H98.01', name: binhMinh().agency('ubndbm').name },
    ];
    const letter = aLetter(saoMai(), { to: [] }, { subject, recipients });
    documentId = (await issuedLetter(bureau, letter)).id;
    sender = await here.signedIn('vanthu.snv');
    await sender.goto(`/van-ban-di/${documentId}`);
    await sender.getByRole('tab', { name: /^Gửi nhận/ }).click();
  });

  const lineOf = (key: string) => {
    const name = key === 'axis' ? ministry.name : binhMinh().agency(key).name;
    return sender.getByRole('listitem').filter({ hasText: name });
  };
  /** The ministry says over the axis what became of it; it is asked for once a minute, and now. */
  const tells = async (code: string) => {
    const sent = axis.held.find(({ to }) => to === ministry.code) ?? expect.fail('The axis has nothing');
    axis.put('H99.08', ministry.code, 'status', aStatus(sent.packet, code));
    const now = { $set: { state: 'waiting', runAt: new Date() }, $inc: { version: 1 } };
    await saoMai().database.collection('jobs').updateMany({ kind: 'collect-from-axis' }, now);
  };
  const says = async (key: string, words: string | RegExp) => await lineOf(key).getByText(words).first().waitFor();
  const sums = async (words: string) =>
    await sender.getByRole('status', { name: 'Tóm tắt nơi nhận' }).filter({ hasText: words }).waitFor();
  const opened = async (page: Page, list: string) => {
    await page.goto(list);
    await rowOf(page, subject).getByRole('link', { name: subject }).click();
  };

  it('is with the axis, and goes to the two that are away again: nobody is told to send no paper', async () => {
    await says('axis', 'qua trục');
    await says('axis', 'Đã gửi, chờ nơi nhận báo đến');
    for (const key of ['sytbm', 'ubndbm']) await says(key, /Đang gửi lại, lần \d|Chờ gửi/);
    await sums('3 nơi · 3 đang gửi');
    expect(await sender.getByText('Không cần bản giấy').count()).to.equal(0);
  });

  it('arrives once they are back: whoever asks finds out, and what waited for them goes by itself', async () => {
    await binhMinh().comeBack();
    const administrator = await saoMai().signIn('quantri', 'snv');
    await ask(administrator, operationsContract.sendTestMessage, { body: { recipientCode: 'H98.15' } });
    await sums('3 nơi · 1 đang gửi · 2 đã đến');
  });

  it('is refused by one with a reason and taken in by another: either side reads what the other has said', async () => {
    health = await there.signedIn('vanthu.sytbm');
    await opened(health, '/gui-nhan');
    const refuse = health.getByRole('button', { name: 'Từ chối tiếp nhận', exact: true });
    await refuse.click();
    await health.getByRole('heading', { name: 'Từ chối tiếp nhận, nêu lý do' }).waitFor();
    await refuse.click();
    await health.getByRole('alert').getByText('Cần điền trường này.').first().waitFor();
    await health.getByRole('button', { name: refusal }).click();
    await refuse.click();
    await health.getByText('Nơi gửi được báo bằng biên nhận có chữ ký.').waitFor();
    await says('sytbm', `Từ chối tiếp nhận: ${refusal}`);

    office = await there.person('vanthu.ubndbm');
    const number = await registerArrival(office, subject);
    await says('ubndbm', `Đã tiếp nhận, số đến ${number}`);
    await tells('03');
    await says('axis', 'Đã tiếp nhận');
    await sums('3 nơi · 1 từ chối · 2 đã tiếp nhận');
  });

  it('is corrected at those who hold it: whoever took it in reads what was said before, and says that they know', async () => {
    const params = { documentId };
    const { version } = await ask(bureau.clerk, outgoingContract.getOutgoing, { params });
    const body = { version, reason: 'Nhầm hạn trả lời', replyBy: '2099-12-31' };
    await ask(bureau.clerk, outgoingContract.correctOutgoing, { params, body });
    await settled();
    await says('axis', 'Đã báo cập nhật, chờ nơi nhận xác nhận');
    await tells('15');
    for (const key of ['axis', 'ubndbm']) await says(key, 'Nơi nhận đã cập nhật');
    await opened(office, '/van-ban-den');
    await office.getByText('hạn trả lời: để trống → 31/12/2099').waitFor();
    await office.getByRole('button', { name: 'Đã biết' }).click();
    await office.getByText('Đã ghi nhận').waitFor();
  });

  it('is recalled at all three: whoever took it in is told, and whoever refused it; the refusal is still there', async () => {
    await recallLetter(bureau, documentId);
    await settled();
    await says('axis', 'Đã báo thu hồi, chờ nơi nhận xác nhận');
    await tells('15');
    for (const key of ['axis', 'sytbm', 'ubndbm']) await says(key, 'Đã thu hồi ở nơi nhận');
    await sums('3 nơi · 3 đã thu hồi');
    await lineOf('sytbm').getByText('02', { exact: true }).waitFor();

    await opened(office, '/van-ban-den');
    await office.getByText('Nơi gửi đã thu hồi văn bản này').waitFor();
    await health.getByText('Nơi gửi đã thu hồi văn bản này').waitFor();
    await health.getByText(`Lý do: ${refusal}`).waitFor();
    for (const page of [office, health]) expect(await page.getByText('Dùng được như bản chính').count()).to.equal(0);
    await opened(office, '/gui-nhan?loc=tat-ca');
    await office.getByText('Số đến, nội dung và biên nhận giữ nguyên để xem').waitFor();
    await health.getByText('Không đăng ký, không xử lý nữa').waitFor();
    for (const page of [office, health]) {
      const head = page.locator('.frame-head');
      await head.getByText('Nơi gửi đã thu hồi', { exact: true }).waitFor();
      expect(await head.getByText('Hợp lệ', { exact: true }).count()).to.equal(0);
    }
  });
});

/** Starts an axis where a ministry is too, and writes down how tỉnh Sao Mai reaches it, for its start. */
function useAxis(axis: AxisServer, over: { readonly saoMai: object; readonly ports: number[] }): void {
  let folder: string;
  before('an axis', async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-axis-'));
    const file = join(folder, 'axis.json');
    await writeFile(file, JSON.stringify({ agencies: { 'H99.08': { secret: 'a secret' } } }));
    axis.secrets.set('H99.08', 'a secret');
    axis.agencies.push(ministry);
    Object.assign(over.saoMai, { AXIS_URL: await axis.start(), AXIS_FILE: file });
    over.ports.push(axis.port);
  });
  after('end the axis', async () => {
    await axis.stop();
    await rm(folder, { recursive: true, force: true });
  });
}
