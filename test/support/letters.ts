import type { z } from 'zod';
import { openPersonalKey } from '../../client/features/signing/keys/personal-key.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { uploadsContract } from '../../server/platform/uploads/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { type Asked, ask } from './ask.ts';
import { type Agent, testPassword } from './identity.ts';
import type { Province } from './main-job.ts';
import { aLetterPdf } from './signing.ts';

type DraftBody = z.input<typeof outgoingContract.createDraft.body>;

/** Where letters are written: a province in this process, or behind a real server. */
export type Offices = Pick<Province, 'agency' | 'actor' | 'signIn' | 'work'>;

let lastLetter = 0;

/** Sends a file; gives its upload id. */
export async function upload(agent: Agent, bytes: Uint8Array, name = 'cong-van.pdf'): Promise<string> {
  const answer = await agent.post('/api/uploads').attach('file', Buffer.from(bytes), name).expect(201);
  return uploadsContract.keepUpload.response.parse(answer.body).uploadId;
}

export interface LetterTo {
  /** Keys of agencies that get it electronically. */
  readonly to: readonly string[];
  /** The same, with a paper copy beside it. */
  readonly paperBesides?: readonly string[];
  /** Names outside the directory. */
  readonly outside?: readonly string[];
}

/** The recipients of a letter, as a draft names them. */
export function recipientsOf(province: Offices, { to, paperBesides = [], outside = [] }: LetterTo) {
  const inside = (paperCopies: number, paperReason: string | null) => (key: string) => {
    const { id, name } = province.agency(key);
    return { agencyId: id, name, paperCopies, paperReason };
  };
  return [
    ...to.map(inside(0, null)),
    ...paperBesides.map(inside(1, 'Kèm bản vẽ khổ lớn')),
    ...outside.map((name) => ({ agencyId: null, name, paperCopies: 1, paperReason: null })),
  ];
}

/** The body of a draft from a text, signed by the director of Sở Nội vụ. */
export function aLetter(province: Offices, to: LetterTo, over: Partial<DraftBody> = {}): DraftBody {
  lastLetter += 1;
  return {
    typeCode: 'cong-van',
    subject: `báo cáo kết quả gửi, nhận văn bản điện tử lần ${lastLetter}`,
    signerPositionId: province.actor('giamdoc', 'snv').positionId,
    recipients: recipientsOf(province, to),
    letter: { body: 'Đề nghị quý cơ quan báo cáo kết quả trước ngày 30 tháng 11./.' },
    ...over,
  };
}

/** The body of a draft from an uploaded PDF. */
export async function anUploadedLetter(province: Offices, drafter: Agent, to: LetterTo): Promise<DraftBody> {
  const uploadId = await upload(drafter, await aLetterPdf());
  return aLetter(province, to, { letter: null, uploadId });
}

/** The people of an agency whom an outgoing document needs. */
export interface Bureau {
  readonly province: Offices;
  readonly drafter: Agent;
  readonly leader: Agent;
  readonly clerk: Agent;
}

/** The same people, where work is done by itself or on demand. */
type AtWork = Omit<Bureau, 'province'> & { readonly province: Pick<Offices, 'work'> };

/** Signs the three people in, of Sở Nội vụ unless said otherwise. */
export async function theBureau(province: Offices, key = 'snv'): Promise<Bureau> {
  const [drafter, leader, clerk] = await Promise.all([
    province.signIn('chuyenvien', key),
    province.signIn('giamdoc', key),
    province.signIn('vanthu', key),
  ]);
  return { province, drafter, leader, clerk };
}

/** Drafts a letter and hands it to its signer; gives it as the signer sees it, prepared. */
export async function submitted({ province, drafter, leader }: AtWork, body: DraftBody): Promise<OutgoingView> {
  const { id: documentId, version } = await ask(drafter, outgoingContract.createDraft, { body });
  await ask(drafter, outgoingContract.submitDraft, { params: { documentId }, body: { version } });
  await province.work();
  return await ask(leader, outgoingContract.getOutgoing, { params: { documentId } });
}

/** The key of the person signed in, opened with its PIN as the browser does. */
export async function openKey(leader: Agent) {
  const { p12, pin } = await ask(leader, signingContract.getDemoKey);
  return await openPersonalKey(Buffer.from(p12, 'base64'), pin, new Date());
}

type PersonalKey = Awaited<ReturnType<typeof openKey>>;

/** The body of the first phase for the document as it is shown, with this key. */
export function beginBody(shown: OutgoingView, { certificate, chain }: Pick<PersonalKey, 'certificate' | 'chain'>) {
  const [main] = shown.files;
  if (!main) throw new Error('There is nothing to sign');
  const certificates = [certificate, ...chain].map((der) => Buffer.from(der).toString('base64'));
  return { version: shown.version, fileSha256: main.sha256, certificates };
}

/** The first phase: what the key must sign, signed; gives the request of the second phase. A program may name no issuers. */
export async function begunSignature(
  leader: Agent,
  shown: OutgoingView,
  { withoutIssuers = false } = {},
): Promise<Required<Pick<Asked<typeof signingContract.completeSignature>, 'params' | 'body'>>> {
  const key = await openKey(leader);
  const documentId = shown.id;
  const body = beginBody(shown, withoutIssuers ? { ...key, chain: [] } : key);
  const { signatureId, signedAttributes } = await ask(leader, signingContract.beginSignature, {
    params: { documentId },
    body,
  });
  const signature = await key.sign(Buffer.from(signedAttributes, 'base64'));
  return { params: { documentId, signatureId }, body: { signature: Buffer.from(signature).toString('base64') } };
}

/** A submitted letter that its leader has signed with the key in the browser; as the clerk sees it. */
export async function signedLetter(bureau: AtWork, body: DraftBody): Promise<OutgoingView> {
  const shown = await submitted(bureau, body);
  await ask(bureau.leader, signingContract.completeSignature, await begunSignature(bureau.leader, shown));
  return await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId: shown.id } });
}

/** A signed letter with its number; its seal is still to come. */
export async function numberedLetter(bureau: AtWork, body: DraftBody): Promise<OutgoingView> {
  const { id: documentId, version } = await signedLetter(bureau, body);
  return await ask(bureau.clerk, outgoingContract.numberDocument, {
    params: { documentId },
    body: { version, password: testPassword },
  });
}

/** A letter all the way to its recipients, with their receipts 01. */
export async function issuedLetter(bureau: Bureau, body: DraftBody): Promise<OutgoingView> {
  const { id: documentId } = await numberedLetter(bureau, body);
  await bureau.province.work();
  return await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId } });
}

/** The newest arrival of the agency of this clerk. */
export async function newestArrival(clerk: Agent) {
  const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: { state: 'arrived' } });
  const [newest] = items;
  if (!newest) throw new Error('Nothing has arrived');
  return newest;
}

/** Takes an issued letter back: its clerk asks, its leader agrees, and every recipient is told. */
export async function recallLetter({ province, clerk, leader }: Bureau, documentId: string): Promise<OutgoingView> {
  const params = { documentId };
  const { version } = await ask(clerk, outgoingContract.getOutgoing, { params });
  const body = { version, reason: 'Sai ngày ở mục 1' };
  const asked = await ask(clerk, outgoingContract.requestRecall, { params, body });
  await ask(leader, outgoingContract.recallDocument, { params, body: { version: asked.version } });
  await province.work();
  return await ask(clerk, outgoingContract.getOutgoing, { params });
}
