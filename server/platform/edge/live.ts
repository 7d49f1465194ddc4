import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { type Exchange, type Route, routes } from '../api/http.ts';
import { DomainError } from '../errors.ts';
import { log } from '../log.ts';
import { isCrossSite } from './cross-site.ts';
import { liveContract } from './live-contract.ts';

/** By the field of an event that names a thing: who of the agency may hear of it as it is now: being told is reading. */
export type Audiences = Readonly<Record<string, (id: string) => Promise<(actor: Actor) => boolean>>>;

export interface LiveFeedOptions {
  /** Whether the session of this request still stands; asked with every ping, so that what was revoked ends now. */
  readonly stillSignedIn: (request: Request) => Promise<boolean>;
  /** Of what names several things, those who may hear of the first listed here; of what names none, everybody. */
  readonly audiences: Audiences;
  readonly publicUrl?: URL | undefined;
  readonly pingMs?: number;
  readonly mostPerPerson?: number;
}

interface Listener {
  readonly actor: Actor;
  readonly response: Response;
}

const entry = z.object({ agencyId: z.string(), event: z.looseObject({ type: z.string() }) });

const MOST_UNREAD_BYTES = 64 * 1024;

/** The pages that listen on `GET /api/events`: each hears of the acts of its agency that it may know of, while its session stands. */
export class LiveFeed {
  readonly #options: Required<Pick<LiveFeedOptions, 'pingMs' | 'mostPerPerson'>> & LiveFeedOptions;
  readonly #listeners = new Set<Listener>();
  /** What was published is told in its order, whatever finding its audience takes. */
  #told: Promise<void> = Promise.resolve();

  constructor(options: LiveFeedOptions) {
    this.#options = { pingMs: 15_000, mostPerPerson: 8, ...options };
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** The route of the feed. */
  routes(): Route[] {
    return routes(liveContract, { followEvents: (_checked, actor, exchange) => this.#open(actor, exchange) });
  }

  /** What of an entry of the log is published. */
  get fields(): string[] {
    return ['agencyId', ...['type', ...Object.keys(this.#options.audiences)].map((field) => `event.${field}`)];
  }

  /** Tells of an entry of the log enough to ask again, nothing that needs a right to know. */
  publish(row: unknown): void {
    const { agencyId, event } = entry.parse(row);
    if (this.#listenersIn(agencyId).length === 0) return;
    const about = this.#about(event);
    const text = `data: ${JSON.stringify({ kind: event.type, documentId: about?.id })}\n\n`;
    const everybody = Promise.resolve(() => true);
    const audience = (about?.audience() ?? everybody).catch((error: unknown) => {
      log.warn({ err: error, agencyId }, 'who may hear of an act could not be found out');
      return undefined;
    });
    this.#told = this.#told.then(async () => this.#spread(agencyId, text, await audience));
  }

  /** The thing that an event names, with who may hear of it. */
  #about(event: Readonly<Record<string, unknown>>) {
    for (const [field, audienceOf] of Object.entries(this.#options.audiences)) {
      const id = event[field];
      if (id !== undefined) return { id: String(id), audience: () => audienceOf(String(id)) };
    }
    return undefined;
  }

  /** Sends to those who may hear it. When that is unknown, all streams of the agency end: their pages connect again and read anew. */
  #spread(agencyId: string, text: string, mayHear: ((actor: Actor) => boolean) | undefined): void {
    for (const listener of this.#listenersIn(agencyId)) {
      if (!mayHear) this.#end(listener);
      else if (mayHear(listener.actor)) this.#tell(listener, text);
    }
  }

  #listenersIn(agencyId: string): Listener[] {
    return [...this.#listeners].filter(({ actor }) => actor.agencyId === agencyId);
  }

  /** Asks all sessions of a person anew, right after a sign-out or a change of position; those that ended hear nothing more. */
  async recheck(personId: string): Promise<void> {
    const theirs = [...this.#listeners].filter(({ actor }) => actor.personId === personId);
    await Promise.all(theirs.map((listener) => this.#ping(listener)));
  }

  /** Ends all streams (graceful stop). */
  close(): void {
    for (const listener of this.#listeners) this.#end(listener);
  }

  #open(actor: Actor, { request, response }: Exchange): void {
    if (isCrossSite(request, this.#options.publicUrl)) {
      throw new DomainError('not-permitted', 'cross-site', 'This request was started by a page of another site');
    }
    this.#makeRoom(actor.personId);
    const listener = { actor, response };
    this.#listeners.add(listener);
    const pings = setInterval(() => void this.#ping(listener), this.#options.pingMs).unref();
    response.once('close', () => {
      clearInterval(pings);
      this.#listeners.delete(listener);
    });
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
    this.#tell(listener, 'retry: 2000\n\n');
  }

  /** Beyond the cap the oldest stream of the person ends: a forgotten tab must not keep a new one from hearing. */
  #makeRoom(personId: string): void {
    const theirs = [...this.#listeners].filter(({ actor }) => actor.personId === personId);
    const [oldest] = theirs;
    if (oldest && theirs.length >= this.#options.mostPerPerson) this.#end(oldest);
  }

  async #ping(listener: Listener): Promise<void> {
    const signedIn = await this.#options.stillSignedIn(listener.response.req).catch(() => false);
    if (signedIn) this.#tell(listener, ': ping\n\n');
    else this.#end(listener);
  }

  /** Sends to one page; the stream of a page that has stopped reading is ended, and it reads anew when it connects again. */
  #tell(listener: Listener, text: string): void {
    if (!this.#listeners.has(listener)) return;
    if (listener.response.writableLength > MOST_UNREAD_BYTES) this.#end(listener);
    else listener.response.write(text);
  }

  #end(listener: Listener): void {
    this.#listeners.delete(listener);
    listener.response.end();
  }
}
