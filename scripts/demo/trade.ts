import type { z } from 'zod';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { recipientsContract } from '../../server/exchange/recipients/contract.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { DEMO_PASSWORD } from './demo-password.ts';
import { Person, until } from './person-over-http.ts';

/** The three people of an agency whom a document needs. */
interface Desk {
  readonly drafter: Person;
  readonly leader: Person;
  readonly clerk: Person;
}

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly answersDocumentIds?: string[];
}

/**
 * Has agencies of two demo deployments write to each other: one letter is registered, handled and answered, one is refused, one waits for
 * the clerk who opens it. Each step is what its person does in the browser.
 */
export async function trade(saoMai: string, binhMinh: string): Promise<void> {
  const [home, health, province] = await Promise.all([
    deskAt(saoMai, 'snv', 'giamdoc'),
    deskAt(binhMinh, 'sytbm', 'giamdoc'),
    deskAt(binhMinh, 'ubndbm', 'chutich'),
  ]);
  const subject = 'góp ý dự thảo Quy chế phối hợp cử cán bộ y tế giữa hai tỉnh';
  await send(home, {
    to: 'H98.15',
    subject,
    body: 'Đề nghị quý Sở cho ý kiến bằng văn bản trước ngày 15 tháng sau./.',
  });
  const { id: asked } = await register(health, subject);
  await handle(health, asked);
  const answer = `trả lời việc ${subject}`;
  const body = 'Sở Y tế tỉnh Bình Minh nhất trí với dự thảo và đề nghị bổ sung điều khoản về bảo hiểm./.';
  await send(health, { to: 'H99.08', subject: answer, body, answersDocumentIds: [asked] });
  await register(home, answer);
  const astray = 'mượn phòng thí nghiệm của tỉnh bạn';
  await send(health, {
    to: 'H99.12',
    subject: astray,
    body: 'Đề nghị quý Sở bố trí phòng thí nghiệm trong quý tới./.',
  });
  await refuse(await deskAt(saoMai, 'skhcn', 'giamdoc'), astray);
  const invitation = 'mời dự hội nghị liên kết phát triển hai tỉnh';
  await send(province, {
    to: 'H99.01',
    subject: invitation,
    body: 'Kính mời lãnh đạo Ủy ban nhân dân tỉnh tham dự./.',
  });
}

async function deskAt(address: string, agency: string, head: string): Promise<Desk> {
  const [drafter, leader, clerk] = await Promise.all([
    Person.signIn(address, `chuyenvien.${agency}`),
    Person.signIn(address, `${head}.${agency}`),
    Person.signIn(address, `vanthu.${agency}`),
  ]);
  return { drafter, leader, clerk };
}

/** Drafts, signs, numbers and issues a letter. */
async function send({ drafter, leader, clerk }: Desk, { to, subject, body, ...answers }: Letter): Promise<void> {
  const [recipient] = await drafter.ask(recipientsContract.listRecipients, { query: { q: to } });
  const signer = (await drafter.ask(identityContract.listPositions)).find(({ roles }) => roles.includes('leader'));
  if (!recipient || !signer) throw new Error(`There is no ${to}, or nobody who signs`);
  const { code, name } = recipient;
  const draft: z.input<typeof outgoingContract.createDraft.body> = {
    ...{ typeCode: 'cong-van', subject, signerPositionId: signer.id, letter: { body } },
    ...{ recipients: [{ code, name }], ...answers },
  };
  const { id: documentId, version } = await drafter.ask(outgoingContract.createDraft, { body: draft });
  const params = { documentId };
  await drafter.ask(outgoingContract.submitDraft, { params, body: { version } });
  const shown = await inState(leader, documentId, 'submitted');
  await leader.sign(documentId, { version: shown.version, sha256: shown.files[0]?.sha256 ?? '' });
  const signed = await inState(clerk, documentId, 'signed');
  await clerk.ask(outgoingContract.numberDocument, {
    params,
    body: { version: signed.version, password: DEMO_PASSWORD },
  });
  await inState(clerk, documentId, 'issued');
}

async function inState(person: Person, documentId: string, state: string) {
  return await until(`${documentId} ${state}`, async () => {
    const shown = await person.ask(outgoingContract.getOutgoing, { params: { documentId } });
    return shown.state === state ? shown : undefined;
  });
}

async function arrived({ clerk }: Desk, subject: string) {
  return await until(subject, async () => {
    const { items } = await clerk.ask(arrivalsContract.listArrivals, { query: { state: 'arrived' } });
    return items.find((one) => one.subject === subject && one.verdict !== 'pending');
  });
}

async function register(desk: Desk, subject: string): Promise<{ id: string }> {
  const { id: arrivalId, version } = await arrived(desk, subject);
  return await desk.clerk.ask(arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
}

async function refuse(desk: Desk, subject: string): Promise<void> {
  const { id: arrivalId, version } = await arrived(desk, subject);
  const reason = 'Phòng thí nghiệm thuộc Trung tâm Kiểm nghiệm, đề nghị gửi Trung tâm.';
  await desk.clerk.ask(arrivalsContract.returnArrival, {
    params: { arrivalId },
    body: { version, reasonCode: 'not-competent', reason },
  });
}

/** Directs a registered letter to the specialist, who begins. */
async function handle({ drafter, leader }: Desk, documentId: string): Promise<void> {
  const handler = (await leader.ask(identityContract.listPositions)).find(({ roles }) => roles.includes('specialist'));
  if (!handler) throw new Error('Nobody handles it');
  const { assignments } = await leader.ask(routingContract.giveDirective, {
    params: { documentId },
    body: { text: 'Chủ trì tham mưu văn bản trả lời.', mainPositionId: handler.id },
  });
  const assignmentId = assignments.find(({ role }) => role === 'main')?.id ?? '';
  await drafter.ask(routingContract.startAssignment, { params: { assignmentId }, body: {} });
}
