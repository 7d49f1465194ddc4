import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { openPersonalKey } from '../../client/features/signing/keys/personal-key.ts';
import type { Endpoint } from '../../server/platform/api/contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { DEMO_PASSWORD } from './demo-password.ts';

type Given<S> = S extends z.ZodType ? z.input<S> : undefined;
type Answer<E extends Endpoint> = E['response'] extends z.ZodType ? z.output<E['response']> : never;

interface Asked<E extends Endpoint> {
  readonly params?: Given<E['params']>;
  readonly query?: Given<E['query']>;
  readonly body?: Given<E['body']>;
}

const PATIENCE_MS = 120_000;

/** Somebody of the demo who works at a running server, by the same API as the browser. */
export class Person {
  readonly #address: string;
  readonly #cookie: string;

  private constructor(address: string, cookie: string) {
    this.#address = address;
    this.#cookie = cookie;
  }

  static async signIn(address: string, username: string): Promise<Person> {
    const response = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: DEMO_PASSWORD }),
    });
    if (response.status !== 201) throw new Error(`${username}: ${response.status} ${await response.text()}`);
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return new Person(address, cookies.join('; '));
  }

  /** Sends a request of a contract that must succeed, and gives its answer. */
  async ask<E extends Endpoint>(endpoint: E, { params = {}, query = {}, body }: Asked<E> = {}): Promise<Answer<E>> {
    const given = new Map(Object.entries(params as Record<string, string>));
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(given.get(name) ?? ''));
    const asked = new URLSearchParams(query as Record<string, string>);
    const response = await fetch(`${this.#address}/api${path}?${asked}`, {
      method: endpoint.method.toUpperCase(),
      headers: { 'Content-Type': 'application/json', Cookie: this.#cookie, 'Idempotency-Key': randomUUID() },
      ...(endpoint.body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${endpoint.method} ${path}: ${response.status} ${text}`);
    const { response: promised } = endpoint;
    return (promised instanceof z.ZodType ? promised.parse(JSON.parse(text)) : undefined) as Answer<E>;
  }

  /** Signs a document that waits for this leader, with their demo key as the browser does. */
  async sign(documentId: string, { version, sha256 }: { version: number; sha256: string }): Promise<void> {
    const { p12, pin } = await this.ask(signingContract.getDemoKey);
    const key = await openPersonalKey(Buffer.from(p12, 'base64'), pin, new Date());
    const certificates = [key.certificate, ...key.chain].map((der) => Buffer.from(der).toString('base64'));
    const begun = await this.ask(signingContract.beginSignature, {
      params: { documentId },
      body: { version, fileSha256: sha256, certificates },
    });
    const signature = Buffer.from(await key.sign(Buffer.from(begun.signedAttributes, 'base64'))).toString('base64');
    await this.ask(signingContract.completeSignature, {
      params: { documentId, signatureId: begun.signatureId },
      body: { signature },
    });
  }
}

/** Asks again and again until there is something; what others do in between takes a moment. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(300)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`${what}: not within ${PATIENCE_MS / 1_000} seconds`);
}
