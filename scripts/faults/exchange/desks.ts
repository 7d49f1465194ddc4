import { setTimeout as wait } from 'node:timers/promises';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { exchangeJobs } from '../../../server/exchange/jobs.ts';
import { MOST_ENCLOSED_BYTES } from '../../../server/exchange/messages/message-offer.ts';
import { booksContract } from '../../../server/registry/books/contract.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { ask } from '../../../test/support/ask.ts';
import { type Agent, signedInAs } from '../../../test/support/identity.ts';
import { numberedLetter, upload } from '../../../test/support/letters.ts';
import { aLetterPdf } from '../../../test/support/signing.ts';
import type { Dice } from '../../fuzz/dice.ts';
import type { Pair, Site } from './pair.ts';

/** An agency whose people write and take in letters. */
interface Office {
  readonly site: Site;
  readonly key: string;
  readonly code: string;
  /** The post of whoever signs there. */
  readonly leader: string;
}

const offices: readonly Office[] = [
  { site: 'sao-mai', key: 'ubnd', code: 'H99.01', leader: 'chutich' },
  { site: 'sao-mai', key: 'snv', code: 'H99.08', leader: 'giamdoc' },
  { site: 'sao-mai', key: 'skhcn', code: 'H99.12', leader: 'giamdoc' },
  { site: 'sao-mai', key: 'thanhbinh', code: 'H99.27', leader: 'chutich' },
  { site: 'binh-minh', key: 'ubndbm', code: 'H98.01', leader: 'chutich' },
  { site: 'binh-minh', key: 'sytbm', code: 'H98.15', leader: 'giamdoc' },
];

/** So many people of each agency write letters at a time; most of the time of a letter is waiting. */
const WRITERS = 3;
/** Nobody writes on while so much of their site has not arrived. */
const MOST_ON_THE_WAY = 150;
/** Of a hundred letters so many are taken back, so many corrected, so many stand in the place of the one before, and of a hundred arrivals so many are not taken in. */
const RECALLED = 25;
const CORRECTED = 50;
const REPLACED = 15;
/** So many letters have an annex that is too long to come along with its message. */
const LONG = 20;
const RETURNED = 15;

const annex = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(MOST_ENCLOSED_BYTES), Buffer.from('\n%%EOF')]);

const carrying = exchangeJobs.map(({ kind }) => kind);

/**
 * The people of both sites: every agency writes letters to all those of the other one, some are taken back or corrected soon after, some replace the one
 * before, and what arrives is registered or returned. An agency that gets no answer, or a refusal, signs in anew and goes on with the next thing.
 */
export class Desks {
  /** How often each refusal was met. */
  readonly refusals = new Map<string, number>();
  readonly #pair: Pair;
  readonly #dice: Dice;
  readonly #signedIn = new Map<string, Agent>();
  /** The last letter of each agency that nobody has taken back. */
  readonly #inForce = new Map<Office, string>();
  /** The last number of each register that a clerk has seen given. */
  readonly #lastNumbers = new Map<string, number>();
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
    for (const office of offices) {
      for (let one = 0; one < WRITERS; one += 1) this.#loops.push(this.#goOn(office, () => this.#write(office)));
      this.#loops.push(this.#goOn(office, () => this.#lookThrough(office)));
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

  /**
   * The clerks of a site that went back to a backup confirm up to where the numbers of each register went, by what they remember: until then none is
   * given. One more may have been given of which nobody was told.
   */
  async confirmNumbers(site: Site): Promise<void> {
    for (const office of offices.filter((one) => one.site === site)) {
      const clerk = await this.#at(office, 'vanthu');
      const { toConfirm } = await ask(clerk, booksContract.readBooks);
      if (!toConfirm) throw new Error(`Nobody asks ${office.key} for its last numbers`);
      const registers = toConfirm.registers.map(({ kind, series, lastNumber, known }) => {
        const remembered = this.#lastNumbers.get(`${kind} of ${office.key}`) ?? 0;
        return { kind, series, last: Math.max(lastNumber, known?.number ?? 0, remembered + 1) };
      });
      const body = { since: toConfirm.since, registers, reason: 'Khôi phục sau sự cố' };
      await ask(clerk, booksContract.confirmNumbers, { body });
    }
  }

  /** As the printed books have it. */
  #remember(kind: 'incoming' | 'outgoing', { key }: Office, number: number | null): void {
    const register = `${kind} of ${key}`;
    this.#lastNumbers.set(register, Math.max(this.#lastNumbers.get(register) ?? 0, number ?? 0));
  }

  async #goOn({ key }: Office, work: () => Promise<void>): Promise<void> {
    while (this.#isOpen) {
      await work().catch(async (error: unknown) => {
        this.#note(error instanceof Error ? error.message : String(error));
        for (const name of this.#signedIn.keys()) if (name.endsWith(`.${key}`)) this.#signedIn.delete(name);
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

  async #at({ site, key }: Office, post: string): Promise<Agent> {
    const name = `${post}.${key}`;
    const agent = this.#signedIn.get(name) ?? (await signedInAs(this.#pair.address(site), name));
    this.#signedIn.set(name, agent);
    return agent;
  }

  async #write(office: Office): Promise<void> {
    const { site, key } = office;
    if (!this.#writes || !this.#pair.isUp(site)) return;
    // What was taken back before it left is on its way no more.
    const unsent = { sentAt: null, channel: 'electronic', state: { $in: ['waiting', 'retrying'] } };
    if ((await this.#pair.rows(site, 'deliveries').countDocuments(unsent)) > MOST_ON_THE_WAY) return;
    const [drafter, leader, clerk] = [
      await this.#at(office, 'chuyenvien'),
      await this.#at(office, office.leader),
      await this.#at(office, 'vanthu'),
    ];
    const former = this.#dice.below(100) < REPLACED ? this.#inForce.get(office) : undefined;
    this.#inForce.delete(office);
    const annexes = this.#dice.below(100) < LONG ? [await upload(drafter, annex, 'phu-luc.pdf')] : [];
    const letter = {
      ...{ typeCode: 'cong-van', subject: 'Báo cáo kết quả gửi, nhận văn bản điện tử', letter: null },
      signerPositionId: this.#pair.positionOf(site, key, office.leader),
      recipients: this.#recipientsOf(office),
      uploadId: await upload(drafter, await aLetterPdf()),
      attachmentUploadIds: annexes,
      ...(former && { replaces: { documentId: former, reason: 'Sai thời hạn ở mục 2' } }),
    };
    const bureau = { province: { work: () => this.#prepared(office) }, drafter, leader, clerk };
    const { id, number } = await numberedLetter(bureau, letter);
    this.#remember('outgoing', office, number);
    await this.#prepared(office);
    if (this.#dice.below(100) < RECALLED) await this.#takeBack(clerk, leader, id);
    else this.#inForce.set(office, id);
    if (this.#inForce.has(office) && this.#dice.below(100) < CORRECTED) await this.#correct(clerk, id);
  }

  /** All agencies of the other site. */
  #recipientsOf({ site }: Office) {
    return offices
      .filter((other) => other.site !== site)
      .map((other) => ({ code: other.code, name: this.#pair.agency(other.site, other.key).name }));
  }

  /** Resolves when what an agency has to do by itself at this moment is done, but for what it sends. */
  async #prepared({ site, key }: Office): Promise<void> {
    const jobs = this.#pair.rows(site, 'jobs');
    const kind = { $nin: [...carrying, 'verify-document'] };
    const agencyId = this.#pair.agency(site, key).id;
    const left = () => ({ state: { $in: ['waiting', 'running'] }, runAt: { $lte: new Date() } });
    const now = await jobs.find({ agencyId, kind, ...left() }, { projection: { _id: 1 } }).toArray();
    const these = { _id: { $in: now.map(({ _id }) => _id) } };
    while (this.#pair.isUp(site) && (await jobs.countDocuments({ ...these, ...left() })) > 0) await wait(100);
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

  async #lookThrough(office: Office): Promise<void> {
    if (!this.#pair.isUp(office.site)) return;
    const clerk = await this.#at(office, 'vanthu');
    const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: { state: 'arrived' } });
    for (const { id: arrivalId, version, verdict } of items.filter((one) => one.verdict !== 'pending')) {
      const params = { arrivalId };
      const verdictReason = verdict === 'valid' ? null : 'Đã hỏi nơi gửi';
      if (this.#dice.below(100) < RETURNED) {
        const body = { version, reasonCode: 'not-competent', reason: 'Không thuộc thẩm quyền' } as const;
        await ask(clerk, arrivalsContract.returnArrival, { params, body });
        continue;
      }
      const body = { version, verdictReason };
      const { arrivalNumber } = await ask(clerk, arrivalsContract.registerArrival, { params, body });
      this.#remember('incoming', office, arrivalNumber);
    }
    await wait(400);
  }
}
