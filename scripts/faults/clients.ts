import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { uploadsContract } from '../../server/platform/uploads/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { testPassword } from '../../test/support/identity.ts';
import type { Clerk, Deployment } from './deployment.ts';

/** A registration the server has acknowledged, and the request that can be sent again. */
export interface Acknowledged {
  readonly clerk: Clerk;
  readonly id: string;
  readonly number: number;
  readonly key: string;
  readonly body: string;
  /** At which server. */
  readonly place: number;
  /** When the request that was answered was sent. */
  readonly sentAt: number;
}

export interface ClientsOptions {
  /** At how many servers they work. */
  readonly places?: number;
  /** Refusals after which a clerk rightly lays the paper aside, like `404 not-found` for an upload that has ended. */
  readonly alsoRight?: readonly string[];
  /** Whether the server at this place was stopped since then, so that it could not answer. */
  readonly wasStopped?: (place: number, since: number) => boolean;
}

/** Whose acknowledgement is waited for: at one place only, from every agency. */
export interface Awaited {
  readonly place?: number;
  readonly everyAgency?: boolean;
}

interface Sent {
  readonly method: 'POST';
  readonly body: string | FormData;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answered {
  readonly text: string;
  readonly headers: Headers;
  readonly sentAt: number;
}

const PATIENCE_MS = 150_000;
const TIMEOUT_MS = 20_000;
/** Nobody should be left without an answer for longer; counted, since a busy machine is slow in everything. */
const LONGEST_ANSWER_MS = 10_000;
const refusal = z.object({ type: z.string() });

let lastPaper = 0;

/**
 * Clerks who upload and register without a pause. Whatever is not answered, or with 503 or 507, is sent again with the same key, as the
 * browser does; any other answer than the promised one is a fault.
 */
export class Clients {
  readonly acknowledged: Acknowledged[] = [];
  readonly faults: string[] = [];
  /** How often each refusal came: `503 database-unavailable`, `no answer`. */
  readonly refusals = new Map<string, number>();
  /** How long each answer took, in milliseconds. */
  readonly answers: number[] = [];
  /** How many requests were left without an answer for longer than anybody should be. */
  lateAnswers = 0;
  readonly #deployment: Deployment;
  readonly #places: number;
  readonly #alsoRight: ReadonlySet<string>;
  readonly #wasStopped: (place: number, since: number) => boolean;
  readonly #cookies = new Map<Clerk, string>();
  #going = false;
  #work: Promise<unknown> = Promise.resolve();

  constructor(deployment: Deployment, { places = 1, alsoRight = [], wasStopped = () => false }: ClientsOptions = {}) {
    this.#deployment = deployment;
    this.#places = places;
    this.#alsoRight = new Set(alsoRight);
    this.#wasStopped = wasStopped;
  }

  start(): void {
    this.#going = true;
    this.#work = Promise.all(this.#deployment.clerks.map((clerk, index) => this.#be(clerk, index % this.#places)));
  }

  /** Takes up no new paper and waits until every one begun is registered. */
  async stop(): Promise<void> {
    this.#going = false;
    await this.#work;
  }

  /** Waits until an act sent after `moment` is acknowledged; gives when it was. */
  async acknowledgedSince(moment: number, { place, everyAgency = false }: Awaited = {}): Promise<number> {
    const agencies = new Set(everyAgency ? this.#deployment.clerks.map(({ agencyId }) => agencyId) : ['any']);
    for (const until = performance.now() + PATIENCE_MS; ; await wait(5)) {
      const since = this.acknowledged.filter((one) => one.sentAt > moment && one.place === (place ?? one.place));
      const heard = new Set(since.map(({ clerk }) => (everyAgency ? clerk.agencyId : 'any')));
      if (heard.size === agencies.size) return performance.now();
      if (performance.now() > until) throw new Error(`Nothing was acknowledged:\n${this.#deployment.lastWords()}`);
    }
  }

  /** Sends the last acknowledged request of every clerk again; what is not the same answer is a fault. */
  async repeat(): Promise<void> {
    const last = new Map(this.acknowledged.map((one) => [one.clerk, one]));
    await Promise.all(
      [...last.values()].map(async ({ clerk, key, body, id, number }, index) => {
        const answer = await this.#register(clerk, index % this.#places, key, body);
        const again = answer && incomingContract.registerIncoming.response.parse(JSON.parse(answer.text));
        if (!again) return;
        const isSame = again.id === id && again.arrivalNumber === number;
        if (!isSame) this.faults.push(`The key of number ${number} was answered with number ${again.arrivalNumber}`);
        if (answer.headers.get('Idempotency-Replayed') === null)
          this.faults.push(`The repeated request of number ${number} was not recognised`);
      }),
    );
  }

  async #be(clerk: Clerk, place: number): Promise<void> {
    while (this.#going) {
      lastPaper += 1;
      const name = `${process.pid}-${lastPaper}`;
      const uploadId = await this.#upload(clerk, place, name);
      if (uploadId === undefined) continue;
      const key = randomBytes(12).toString('hex');
      const body = JSON.stringify({
        typeCode: 'cong-van',
        issuedOn: '2026-11-02',
        issuer: { name: 'Bảo hiểm xã hội tỉnh Sao Mai' },
        subject: `Phối hợp rà soát dữ liệu, ${name}`,
        uploadId,
      });
      const answer = await this.#register(clerk, place, key, body);
      if (answer === undefined) continue;
      const { id, arrivalNumber } = incomingContract.registerIncoming.response.parse(JSON.parse(answer.text));
      this.acknowledged.push({ clerk, id, number: arrivalNumber, key, body, place, sentAt: answer.sentAt });
    }
  }

  async #upload(clerk: Clerk, place: number, name: string): Promise<string | undefined> {
    const answer = await this.#insist(clerk, place, '/api/uploads', () => {
      const form = new FormData();
      const bytes = Buffer.from(`%PDF-1.7\n% ${name} ${'.'.repeat(2_000)}\n%%EOF\n`);
      form.append('file', new Blob([bytes], { type: 'application/pdf' }), 'cong-van.pdf');
      return { method: 'POST', body: form, headers: {} };
    });
    return answer && uploadsContract.keepUpload.response.parse(JSON.parse(answer.text)).uploadId;
  }

  async #register(clerk: Clerk, place: number, key: string, body: string): Promise<Answered | undefined> {
    return await this.#insist(clerk, place, '/api/incoming', () => ({
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    }));
  }

  /** Sends the same request until it is answered with 201; notes a fault and gives nothing when it never is. */
  async #insist(clerk: Clerk, place: number, path: string, make: () => Sent): Promise<Answered | undefined> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
      const address = this.#deployment.address(place);
      if (address === undefined) {
        await wait(10);
        continue;
      }
      const cookie = this.#cookies.get(clerk) ?? (await this.#signIn(clerk, place, address));
      if (cookie === undefined) continue;
      const sent = make();
      const sentAt = performance.now();
      const answer = await this.#send(place, `${address}${path}`, {
        ...sent,
        headers: { ...sent.headers, Cookie: cookie },
      });
      if (answer === undefined) continue;
      const { status, headers, text } = answer;
      if (status === 201) return { text, headers, sentAt };
      if (status === 401) {
        this.#cookies.delete(clerk);
        continue;
      }
      if (!(await this.#mayComeAgain(path, answer))) return undefined;
    }
    this.faults.push(`POST ${path} was not answered for ${PATIENCE_MS / 1000} s:\n${this.#deployment.lastWords()}`);
    return undefined;
  }

  async #mayComeAgain(path: string, { status, headers, text }: { status: number; headers: Headers; text: string }) {
    const slug = refusal.safeParse(jsonOf(text)).data?.type.replace('/problems/', '') ?? text.slice(0, 80);
    this.#note(`${status} ${slug}`);
    if (this.#alsoRight.has(`${status} ${slug}`)) return false;
    if ((status !== 503 && status !== 507) || headers.get('Retry-After') === null) {
      this.faults.push(`POST ${path} was answered ${status} ${slug}`);
      return false;
    }
    // Much sooner than Retry-After asks for, so that nobody idles when it goes on.
    await wait(50 + Math.random() * 100);
    return true;
  }

  async #signIn(clerk: Clerk, place: number, address: string): Promise<string | undefined> {
    const body = JSON.stringify({ username: clerk.username, password: testPassword });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await this.#send(place, `${address}/api/session`, { method: 'POST', body, headers });
    if (answer === undefined) return undefined;
    const [cookie] = answer.headers.getSetCookie();
    if (answer.status === 201 && cookie) {
      const pair = cookie.split(';', 1)[0] ?? '';
      this.#cookies.set(clerk, pair);
      return pair;
    }
    if (!(await this.#mayComeAgain('/api/session', answer))) throw new Error('A clerk cannot sign in');
    return undefined;
  }

  /** What came back; nothing when the connection broke or was silent too long. */
  async #send(
    place: number,
    url: string,
    sent: Sent,
  ): Promise<{ status: number; headers: Headers; text: string } | undefined> {
    const began = performance.now();
    const answered = () => {
      const took = performance.now() - began;
      if (this.#wasStopped(place, began)) return;
      this.answers.push(took);
      if (took > LONGEST_ANSWER_MS) this.lateAnswers += 1;
    };
    try {
      const response = await fetch(url, { ...sent, signal: AbortSignal.timeout(TIMEOUT_MS) });
      const text = await response.text();
      answered();
      return { status: response.status, headers: response.headers, text };
    } catch {
      // Whether it was carried out is unknown: the same request will tell.
      answered();
      this.#note('no answer');
      await wait(20 + Math.random() * 30);
      return undefined;
    }
  }

  #note(what: string): void {
    this.refusals.set(what, (this.refusals.get(what) ?? 0) + 1);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
