import { createHash, generateKeyPairSync, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer, json } from 'node:stream/consumers';
import { directoryEntries } from '../../../server/exchange/directory/store.ts';
import { sealedMessage, type TravellingFile } from '../../../server/exchange/messages/confidential-message.ts';
import { readMessage, sha256Of } from '../../../server/exchange/messages/message.ts';
import type { OfferAnswer } from '../../../server/exchange/messages/offer-answer.ts';
import { inBase64, signedThingIn } from '../../../server/exchange/messages/signed-thing.ts';
import {
  TRANSPORT_RECEIPT_FORMAT,
  transportReceiptBytes,
} from '../../../server/exchange/messages/transport-receipt.ts';
import { openSealed } from '../../../server/pdf-signatures/crypto/auth-enveloped.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { portOf } from '../../../server/platform/edge/listen.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { aListedKey, anEntry, aSystemKey } from '../../../test/support/directory.ts';
import { signatureBy, signingCertificate } from '../../../test/support/neighbour.ts';

const since = new Date('2026-01-01T00:00:00Z');

/** A file as it comes: of its bytes nothing is kept but their number and their hash. */
interface Coming extends TravellingFile {
  readonly hash: Hash;
  held: number;
}

interface Begun {
  readonly content: Uint8Array;
  readonly files: readonly Coming[];
}

/** So many agencies, each of a deployment of its own, at one port of this process: they open what is sealed for them, and sign for what came whole. */
export class ManyPartners {
  readonly parties: readonly Party[];
  /** The bytes of the files that each has signed for, by its code. */
  readonly received = new Map<string, number>();
  readonly #server: Server;
  readonly #begun = new Map<string, Begun>();

  private constructor(many: number) {
    this.parties = Array.from({ length: many }, (_, index) => aParty(index + 1));
    this.#server = createServer(async (request, response) => {
      const answer = await this.#answer(request);
      response.writeHead(answer ? 200 : 404).end(JSON.stringify(answer ?? { type: '/problems/not-found' }));
    }).listen(0, '127.0.0.1');
  }

  static async open(many: number): Promise<ManyPartners> {
    const partners = new ManyPartners(many);
    await once(partners.#server, 'listening');
    return partners;
  }

  get port(): number {
    return portOf(this.#server);
  }

  /** Puts all of them into the directory of the deployment to which this process is connected. */
  async list(): Promise<void> {
    const entries = this.parties.map((party) => entryOf(party, this.port));
    await inTransaction(systemActor('deployment'), async (tx) => {
      for (const entry of entries) tx.insert(directoryEntries, entry);
    });
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    const { method, url = '' } = request;
    const [, number, sha256] = /^\/(\d+)\/messages(?:\/.*\/files\/(\w+))?/.exec(url) ?? [];
    const party = this.parties[Number(number) - 1];
    if (!party || method === 'GET') return void (await buffer(request));
    if (sha256 !== undefined) return await this.#takePart(party, sha256, request);
    return await this.#answerTo(party, url.endsWith('/commit') ? undefined : await json(request));
  }

  /** The files that a message wants, or the receipt; `sealed` is nothing where it is asked for again. */
  async #answerTo(party: Party, sealed: unknown): Promise<OfferAnswer> {
    const { content, files } = sealed === undefined ? this.#begunOf(party) : this.#begin(party, sealed);
    const lacking = files.filter(({ held, size }) => held < size);
    if (lacking.length > 0)
      return {
        state: 'files-wanted',
        files: lacking.map(({ sha256, size, held }) => ({ sha256, size, offset: held })),
      };
    if (files.some(({ sha256, hash }) => hash.copy().digest('hex') !== sha256)) throw new Error('A file is not whole');
    this.received.set(
      party.code,
      files.reduce((sum, { size }) => sum + size, 0),
    );
    return { state: 'stored', receipt: inBase64(await receiptOf(party, content)) };
  }

  #begin(party: Party, said: unknown): Begun {
    const { sealed, files } = sealedMessage.parse(said);
    const thing = signedThingIn(openSealed(Buffer.from(sealed, 'base64'), [party.system]));
    if (!thing) throw new Error('It is no signed thing');
    const coming = files.map((file) => ({ ...file, hash: createHash('sha256'), held: 0 }));
    const begun = { content: thing.content, files: coming };
    this.#begun.set(party.code, begun);
    return begun;
  }

  #begunOf({ code }: Party): Begun {
    const begun = this.#begun.get(code);
    if (!begun) throw new Error(`${code} knows no message`);
    return begun;
  }

  async #takePart(party: Party, sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<{ offset: number }> {
    const file = this.#begunOf(party).files.find((one) => one.sha256 === sha256);
    if (!file) throw new Error('The message names no such file');
    for await (const chunk of bytes) {
      file.hash.update(chunk);
      file.held += chunk.length;
    }
    return { offset: file.held };
  }
}

type Party = ReturnType<typeof aParty>;

function aParty(number: number) {
  const name = `Ủy ban nhân dân xã ${number}`;
  return { number, code: `H97.${100 + number}`, name, system: aSystemKey(name) };
}

function entryOf({ number, code, name, system }: Party, port: number) {
  const signing = signingCertificate(system);
  return anEntry(code, {
    ...{ name, deployment: `partner-${number}`, address: `http://127.0.0.1:${port}/${number}` },
    deploymentKeys: [{ key: aListedKey(generateKeyPairSync('ed25519').publicKey), from: since, until: null }],
    certificates: [signing, { ...signing, purpose: 'encryption' }],
  });
}

async function receiptOf({ system }: Party, message: Uint8Array) {
  const { messageId, sender, recipient } = readMessage(message);
  const content = transportReceiptBytes({
    ...{ format: TRANSPORT_RECEIPT_FORMAT, messageId, messageSha256: sha256Of(message), sender, recipient },
    ...{ storedAt: new Date().toISOString(), treeHead: null },
  });
  return { content, signature: await signatureBy(system, content) };
}
