import { setTimeout as wait } from 'node:timers/promises';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { exchangeJobs } from '../../../server/exchange/jobs.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { ask } from '../../../test/support/ask.ts';
import { type Agent, signedInAs } from '../../../test/support/identity.ts';
import { numberedLetter, upload } from '../../../test/support/letters.ts';
import { aLetterPdf } from '../../../test/support/signing.ts';
import type { Dice } from '../../fuzz/dice.ts';
import { otherSite, type Pair, type Site } from './pair.ts';

/** Who writes letters at each site, and the agencies there that get them. */
const writers: Readonly<Record<Site, string>> = { 'sao-mai': 'snv', 'binh-minh': 'sytbm' };
const recipients: Readonly<Record<Site, readonly { readonly key: string; readonly code: string }[]>> = {
  'sao-mai': [
    { key: 'ubnd', code: 'H99.01' },
    { key: 'snv', code: 'H99.08' },
    { key: 'skhcn', code: 'H99.12' },
    { key: 'thanhbinh', code: 'H99.27' },
  ],
  'binh-minh': [
    { key: 'ubndbm', code: 'H98.01' },
    { key: 'sytbm', code: 'H98.15' },
  ],
};

/** Nobody writes on while so much of theirs has not arrived. */
const MOST_ON_THE_WAY = 150;
/** Of a hundred letters so many are taken back, so many corrected, so many stand in the place of the one before, and of a hundred arrivals so many are not taken in. */
const RECALLED = 25;
const CORRECTED = 20;
const REPLACED = 15;
const RETURNED = 15;

const carrying = exchangeJobs.map(({ kind }) => kind);

/**
 * The people of both sites: letters are written to every agency of the other one, some are taken back or corrected soon after, some replace the one
 * before, and what arrives is registered or returned. Whoever gets no answer, or a refusal, signs in anew and goes on with the next thing.
 */
export class Desks {
  /** How often each refusal was met. */
  readonly refusals = new Map<string, number>();
  readonly #pair: Pair;
  readonly #dice: Dice;
  readonly #signedIn = new Map<string, Agent>();
  /** The last letter of each site that nobody has taken back. */
  readonly #inForce = new Map<Site, string>();
  #isOpen = false;
  #writes = false;
  #loops: Promise<void>[] = [];

  constructor(pair: Pair, dice: Dice) {
    this.#pair = pair;
    this.#dice = dice;
  }

  open(): void {
    this.#isOpen = true;
    this.#writes = true;
    for (const site of ['sao-mai', 'binh-minh'] as const) {
      this.#loops.push(this.#goOn(() => this.#writeTo(site)));
      for (const { key } of recipients[site]) this.#loops.push(this.#goOn(() => this.#lookThrough(site, key)));
    }
  }

  /** Nobody writes any more; what arrives is still seen to. */
  writeNoMore(): void {
    this.#writes = false;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await Promise.all(this.#loops);
    this.#loops = [];
  }

  async #goOn(work: () => Promise<void>): Promise<void> {
    while (this.#isOpen) {
      await work().catch(async (error: unknown) => {
        this.#note(error instanceof Error ? error.message : String(error));
        this.#signedIn.clear();
        await wait(300);
      });
      await wait(100);
    }
  }

  /** The words of a refusal, but for what differs from one to the next. */
  #note(said: string): void {
    const [, refusal] = /: (\d{3} \{"type":"[^"]+")/.exec(said) ?? [];
    const what = refusal ?? said.split('\n', 1)[0]?.slice(0, 80) ?? '';
    this.refusals.set(what, (this.refusals.get(what) ?? 0) + 1);
  }

  async #at(site: Site, post: string, key: string): Promise<Agent> {
    const name = `${post}.${key}`;
    const agent = this.#signedIn.get(name) ?? (await signedInAs(this.#pair.address(site), name));
    this.#signedIn.set(name, agent);
    return agent;
  }

  async #writeTo(site: Site): Promise<void> {
    const unsent = await this.#pair.rows(site, 'deliveries').countDocuments({ sentAt: null, channel: 'electronic' });
    if (!this.#writes || !this.#pair.isUp(site) || unsent > MOST_ON_THE_WAY) return;
    const key = writers[site];
    const [drafter, leader, clerk] = [
      await this.#at(site, 'chuyenvien', key),
      await this.#at(site, 'giamdoc', key),
      await this.#at(site, 'vanthu', key),
    ];
    const other = otherSite(site);
    const former = this.#dice.below(100) < REPLACED ? this.#inForce.get(site) : undefined;
    this.#inForce.delete(site);
    const letter = {
      ...{ typeCode: 'cong-van', subject: 'Báo cáo kết quả gửi, nhận văn bản điện tử', letter: null },
      signerPositionId: this.#pair.positionOf(site, key, 'giamdoc'),
      recipients: recipients[other].map(({ key: to, code }) => ({ code, name: this.#pair.agency(other, to).name })),
      uploadId: await upload(drafter, await aLetterPdf()),
      ...(former && { replaces: { documentId: former, reason: 'Sai thời hạn ở mục 2' } }),
    };
    const bureau = { province: { work: () => this.#prepared(site) }, drafter, leader, clerk };
    const { id } = await numberedLetter(bureau, letter);
    await this.#prepared(site);
    if (this.#dice.below(100) < RECALLED) await this.#takeBack(clerk, leader, id);
    else this.#inForce.set(site, id);
    if (this.#inForce.has(site) && this.#dice.below(100) < CORRECTED) await this.#correct(clerk, id);
  }

  /** Resolves when what a site has to do by itself is done, but for what it sends. */
  async #prepared(site: Site): Promise<void> {
    const jobs = this.#pair.rows(site, 'jobs');
    const left = { kind: { $nin: [...carrying, 'verify-document'] }, state: { $in: ['waiting', 'running'] } };
    while (this.#pair.isUp(site) && (await jobs.countDocuments({ ...left, runAt: { $lte: new Date() } })) > 0)
      await wait(20);
  }

  async #takeBack(clerk: Agent, leader: Agent, documentId: string): Promise<void> {
    await wait(this.#dice.below(3_000));
    const params = { documentId };
    const { version } = await ask(clerk, outgoingContract.getOutgoing, { params });
    const body = { version, reason: 'Sai ngày ở mục 1' };
    const asked = await ask(clerk, outgoingContract.requestRecall, { params, body });
    await ask(leader, outgoingContract.recallDocument, { params, body: { version: asked.version } });
  }

  async #correct(clerk: Agent, documentId: string): Promise<void> {
    await wait(this.#dice.below(3_000));
    const params = { documentId };
    for (let times = 1 + this.#dice.below(2); times > 0; times -= 1) {
      const { version, subject } = await ask(clerk, outgoingContract.getOutgoing, { params });
      const body = { version, subject: `${subject} (đã sửa)`, reason: 'Sai trích yếu' };
      await ask(clerk, outgoingContract.correctOutgoing, { params, body });
    }
  }

  async #lookThrough(site: Site, key: string): Promise<void> {
    if (!this.#pair.isUp(site)) return;
    const clerk = await this.#at(site, 'vanthu', key);
    const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: { state: 'arrived' } });
    for (const { id: arrivalId, version, verdict } of items.filter((one) => one.verdict !== 'pending')) {
      const params = { arrivalId };
      const verdictReason = verdict === 'valid' ? null : 'Đã hỏi nơi gửi';
      if (this.#dice.below(100) < RETURNED) {
        const body = { version, reasonCode: 'not-competent', reason: 'Không thuộc thẩm quyền' } as const;
        await ask(clerk, arrivalsContract.returnArrival, { params, body });
      } else await ask(clerk, arrivalsContract.registerArrival, { params, body: { version, verdictReason } });
    }
    await wait(400);
  }
}
