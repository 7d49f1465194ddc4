import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { DemoKey } from '../../scripts/demo/authority.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { type DocumentMessage, type Message, messageBytes } from '../../server/exchange/messages/message.ts';
import { type SignedThing, signedThingText } from '../../server/exchange/messages/signed-thing.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { signDetached } from '../../server/pdf-signatures/crypto/sign-detached.ts';
import { signWithKey, suiteFor } from '../../server/pdf-signatures/crypto/signature-suite.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { signAttempt } from '../../server/platform/partners/sign-attempt.ts';
import { aListedKey, anEntry, aSystemKey } from './directory.ts';
import { aLetter, type Bureau, issuedLetter, theBureau } from './letters.ts';
import type { Province } from './main-job.ts';
import { messageOf } from './messages.ts';

/** Where the directory says that the deployment of the tests is reached. */
const origin = 'https://vanban.saomai.gov.vn';
const since = new Date('2026-01-01T00:00:00Z');

/** Another deployment, by its key. */
export interface NeighbourKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface Asked {
  readonly by?: NeighbourKey;
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** When the request says that it was made. */
  readonly at?: Date;
}

/** The agency of another deployment, and how both ask the door of the province; call its members inside tests only. */
export interface Neighbour {
  /** The deployment that hosts `party`, and one that hosts somebody else. */
  readonly deployment: NeighbourKey;
  readonly stranger: NeighbourKey;
  readonly party: { readonly code: string; readonly name: string };
  bureau(): Bureau;
  /** A message of the province to which those of the neighbour are like, and the file that it brought. */
  like(): DocumentMessage;
  pdf(): Buffer;
  aMessage(over?: Partial<DocumentMessage>): DocumentMessage;
  /** Signed by the neighbour's system key: a message, or any bytes. */
  signed(message: Message | Uint8Array): Promise<SignedThing>;
  /** The headers by which a request is one of another deployment. */
  attemptOf(method: string, path: string, asked?: Asked): Readonly<Record<string, string>>;
  /** One request as another deployment makes it, and the whole answer; headers that are given count. */
  request(method: string, path: string, asked?: Asked): Promise<Response>;
  /** The same: the status with the code of a refusal, whether signed or not, or the answer. */
  ask(method: string, path: string, asked?: Asked): Promise<unknown>;
  offer(message: Message | Uint8Array, by?: NeighbourKey): Promise<unknown>;
}

export const json = { 'Content-Type': 'application/json' };
export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** A neighbour of a province whose directory names both; needs `useProvince` before it. */
export function useNeighbour(province: Province): Neighbour {
  const party = { code: 'H99.40', name: 'Sở Y tế' };
  const system = aSystemKey(party.name);
  const deployment = { id: 'sao-mai-2', ...generateKeyPairSync('ed25519') };
  const stranger = { id: 'sao-mai-3', ...generateKeyPairSync('ed25519') };
  let bureau: Bureau;
  let like: DocumentMessage;
  let pdf: Buffer;

  before('a neighbour', async () => {
    bureau = await theBureau(province);
    const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const delivery = await readOne(deliveries, { documentId: issued.id });
    like = messageOf('document', await files().read(delivery?.envelopeSha256 ?? ''));
    pdf = Buffer.from(await files().read(like.files[0]?.sha256 ?? ''));
    const keysOf = ({ publicKey }: NeighbourKey) => [{ key: aListedKey(publicKey), from: since, until: null }];
    const { id: own } = await ownDeploymentInUse();
    const here = ({ code, name }: typeof party) => anEntry(code, { name, deployment: own });
    const entries = [
      anEntry(party.code, {
        ...{ name: party.name, deployment: deployment.id, deploymentKeys: keysOf(deployment) },
        certificates: [signingCertificate(system)],
      }),
      anEntry('H99.41', { deployment: stranger.id, deploymentKeys: keysOf(stranger) }),
      ...[like.recipient, like.sender].map(here),
    ];
    await inTransaction(systemActor('deployment'), async (tx) => {
      for (const entry of entries) tx.insert(directoryEntries, entry);
    });
  });

  const signed = async (message: Message | Uint8Array) => {
    const content = message instanceof Uint8Array ? message : messageBytes(message);
    return { content, signature: await signatureBy(system, content) };
  };
  const attemptOf = (method: string, path: string, { by = deployment, body = '', at = new Date() }: Asked = {}) => {
    const url = new URL(`${origin}/api/exchange/v1${path}`);
    return signAttempt({ method, url, bodySha256: sha256(body) }, { id: by.id, key: by.privateKey }, at);
  };
  const request = async (method: string, path: string, asked: Asked = {}) =>
    await fetch(`${province.address()}/api/exchange/v1${path}`, {
      method,
      headers: { ...attemptOf(method, path, asked), ...asked.headers },
      ...(method === 'GET' ? {} : { body: Buffer.from(asked.body ?? '') }),
    });
  const ask = async (method: string, path: string, asked?: Asked) => {
    const answer = await request(method, path, asked);
    const said = await answer.json();
    if (answer.ok) return said;
    const { type } = said.content ? JSON.parse(Buffer.from(said.content, 'base64').toString()) : said;
    return `${answer.status} ${String(type).replace('/problems/', '')}`;
  };
  return {
    ...{ deployment, stranger, party, signed, attemptOf, request, ask },
    bureau: () => bureau,
    like: () => like,
    pdf: () => pdf,
    aMessage: (over = {}) =>
      ({
        ...{ ...like, messageId: newId(), sentAt: new Date().toISOString(), sender: party, treeHead: null },
        ...over,
      }) as DocumentMessage,
    offer: async (message, by = deployment) =>
      await ask('POST', '/messages', { by, body: signedThingText(await signed(message)), headers: json }),
  };
}

/** The certificate of a system key as an entry of the directory names it. */
export function signingCertificate({ certificate }: DemoKey) {
  const base64 = Buffer.from(certificate).toString('base64');
  return { purpose: 'signing', certificate: base64, from: since, until: null, revokedAt: null } as const;
}

/** The signature of a system key over these bytes. */
export async function signatureBy(
  { certificate, chain, privateKey }: DemoKey,
  content: Uint8Array,
): Promise<Uint8Array> {
  const sign = async (bytes: Uint8Array) => signWithKey(suiteFor(certificate), privateKey, bytes);
  return await signDetached(content, { certificate, chain, sign }, new Date());
}
