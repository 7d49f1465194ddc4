import { join } from 'node:path';
import type { DocumentMessage, ReceiptMessage } from '../../server/exchange/messages/message.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { fileReceiver } from '../../server/platform/edge/multipart.ts';
import { files } from '../../server/platform/files/files.ts';
import { uploadsContract } from '../../server/platform/uploads/contract.ts';
import { uploadsRoutes } from '../../server/platform/uploads/routes.ts';
import { type IncomingView, incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { ask } from '../support/ask.ts';
import { aKey, testPassword, useIdentityApp } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, submitted, theBureau, upload } from '../support/letters.ts';
import { type Province, useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { aLetterPdf } from '../support/signing.ts';
import { answerOf, type Got, overWire, rawOverWire, type Sent, UNTIL_CLOSED } from './wire.ts';

/** People of Sở Nội vụ; the stranger is the clerk of another agency, `head` takes part in nothing. */
const posts = {
  clerk: 'vanthu.snv',
  leader: 'giamdoc.snv',
  deputy: 'phogiamdoc.snv',
  drafter: 'chuyenvien.snv',
  head: 'truongphong.snv',
  admin: 'quantri.snv',
  stranger: 'vanthu.skhcn',
} as const;
export type Who = keyof typeof posts | 'nobody';

/** The whole server; the same doors for files with a cap of 1 MB; with a deadline of a fifth of a second; with no patience for requests. */
type Server = 'house' | 'small' | 'hasty' | 'impatient';
export const SMALL_CAP = 1024 * 1024;

export interface Asked extends Sent {
  readonly as?: Who;
  readonly to?: Server;
}

/** What the rows find: documents in every state that matters, and what came and went by the exchange. */
interface Papers {
  readonly uploadId: string;
  readonly strangersUploadId: string;
  readonly incoming: IncomingView;
  readonly draft: OutgoingView;
  readonly shown: OutgoingView;
  readonly issued: OutgoingView;
  readonly envelope: DocumentMessage;
  readonly envelopeBytes: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly receipt: ReceiptMessage;
}

/** A running office; call its members inside tests only. */
export interface Office {
  readonly province: Province;
  bureau(): Bureau;
  papers(): Papers;
  port(server?: Server): number;
  /** The folder in which files lie while they arrive. */
  incomingFolder(): string;
  /** Headers of a session, with a key for one act. */
  headersOf(who: Who, server?: Server): Readonly<Record<string, string>>;
  /** Sends a request; gives all that came back. */
  get(asked: Asked): Promise<Got>;
  /** Sends a request; gives status and slug. */
  ask(asked: Asked): Promise<string>;
  /** Sends these bytes; gives status and slug. */
  raw(bytes: string | Uint8Array, server?: Server): Promise<string>;
  /** The same, once the server has closed the connection. */
  rawToItsEnd(bytes: string | Uint8Array, server?: Server): Promise<string>;
  /** What a clerk would register, and no other one. */
  registering(over?: object): Promise<object>;
  goodRequest(): Promise<string>;
}

let lastNumber = 0;

/** A province with papers, and servers beside it whose limits are short; needs `useFreshDatabase` before it. */
export function useOffice(): Office {
  const province = useProvince();
  const limited = (mostBytes: number, deadlineMs: number) =>
    useIdentityApp({
      contracts: { uploads: uploadsContract },
      routes: uploadsRoutes,
      receiveFile: fileReceiver({ mostBytes, deadlineMs }),
    });
  const patience = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 };
  const beside = {
    small: limited(SMALL_CAP, 60_000),
    hasty: limited(SMALL_CAP, 200),
    impatient: useIdentityApp({ patience }),
  };
  const cookies = new Map<string, string>();
  let bureau: Bureau;
  let papers: Papers;

  const port = (server: Server = 'house') =>
    Number(new URL(server === 'house' ? province.address() : beside[server].address()).port);

  before('papers in the office', async function () {
    this.timeout(120_000);
    bureau = await theBureau(province);
    for (const [who, username] of Object.entries(posts)) cookies.set(`house ${who}`, await cookieOf(port(), username));
    for (const server of ['small', 'hasty'] as const) {
      cookies.set(`${server} clerk`, await cookieOf(port(server), posts.clerk));
    }
    papers = await thePapers(bureau);
  });

  const headersOf = (who: Who, server: Server = 'house') => ({
    ...(who === 'nobody' ? {} : { Cookie: cookies.get(`${server} ${who}`) ?? '' }),
    ...aKey(),
  });
  const get = ({ as = 'clerk', to = 'house', headers, ...sent }: Asked) =>
    overWire(port(to), { ...sent, path: `/api${sent.path}`, headers: { ...headersOf(as, to), ...headers } });

  return {
    province,
    bureau: () => bureau,
    papers: () => papers,
    port,
    incomingFolder: () => join(province.storageFolder(), 'files', 'incoming'),
    headersOf,
    get,
    ask: async (asked) => answerOf(await get(asked)),
    raw: async (bytes, server) => answerOf(await rawOverWire(port(server), bytes)),
    rawToItsEnd: async (bytes, server) => answerOf(await rawOverWire(port(server), bytes, UNTIL_CLOSED)),
    registering: async (over = {}) => ({ ...registering(papers.uploadId), ...over }),
    goodRequest: async () => answerOf(await get({ method: 'GET', path: '/incoming?limit=1' })),
  };
}

async function cookieOf(port: number, username: string): Promise<string> {
  const { headers } = await overWire(port, { path: '/api/session', body: { username, password: testPassword } });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

function registering(uploadId: string) {
  lastNumber += 1;
  return {
    uploadId,
    codeNumber: String(lastNumber),
    codeNotation: 'STC-VP',
    typeCode: 'cong-van',
    issuedOn: '2026-11-18',
    issuer: { name: 'Sở Tài chính tỉnh Sao Mai' },
    subject: 'Báo cáo tình hình gửi, nhận văn bản điện tử',
    duplicateReason: 'Cùng một tệp trong bài thử',
  };
}

async function thePapers(bureau: Bureau): Promise<Papers> {
  const { province, clerk, drafter } = bureau;
  const uploadId = await upload(clerk, await aLetterPdf());
  const stranger = await province.signIn('vanthu', 'skhcn');
  const strangersUploadId = await upload(stranger, await aLetterPdf());
  const incoming = await ask(clerk, incomingContract.registerIncoming, { body: registering(uploadId) });
  await ask(clerk, incomingContract.registerIncoming, { body: registering(uploadId) });
  const letter = () => aLetter(province, { to: ['skhcn'] });
  const draft = await ask(drafter, outgoingContract.createDraft, { body: letter() });
  const shown = await submitted(bureau, letter());
  const issued = await issuedLetter(bureau, letter());
  const delivery = await readOne(deliveries, { documentId: issued.id });
  const { envelopeSha256 = '', envelopeSignatureSha256 = '', receipts = [] } = delivery ?? {};
  return {
    ...{ uploadId, strangersUploadId, incoming, draft, shown, issued },
    envelope: messageOf('document', await files().read(envelopeSha256)),
    envelopeBytes: await files().read(envelopeSha256),
    envelopeSignature: await files().read(envelopeSignatureSha256),
    receipt: messageOf('receipt', await files().read(receipts[0]?.sha256 ?? '')),
  };
}
