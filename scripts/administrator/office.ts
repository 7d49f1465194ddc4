import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { openPersonalKey } from '../../client/features/signing/keys/personal-key.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { ask, refused, send } from '../../test/support/ask.ts';
import { type Agent, signedInAs } from '../../test/support/identity.ts';
import { upload } from '../../test/support/letters.ts';

/** Everybody's password after the first sign-in. */
export const password = 'mot-buoi-sang-mua-thu';

/** Signs in by the start password, sets another as the first sign-in asks, and gives the agent. */
export async function firstSignIn(address: string, username: string, startPassword: string): Promise<Agent> {
  const agent = await signedInAs(address, username, startPassword);
  await ask(agent, identityContract.changePassword, { body: { current: startPassword, next: password } });
  return await signedInAs(address, username, password);
}

/** A letter drafted and handed to its signer, prepared; as the signer sees it. */
export async function submittedLetter(drafter: Agent, leader: Agent, recipient: string): Promise<OutgoingView> {
  const to = (await ask(drafter, identityContract.listAgencies)).find(({ code }) => code === recipient);
  const signer = (await ask(drafter, identityContract.listPositions)).find(({ roles }) => roles.includes('leader'));
  if (!to || !signer) throw new Error('There is no recipient or no leader');
  const { id: documentId, version } = await ask(drafter, outgoingContract.createDraft, {
    body: {
      typeCode: 'cong-van',
      subject: 'báo cáo kết quả gửi, nhận văn bản điện tử',
      signerPositionId: signer.id,
      recipients: [{ agencyId: to.id, name: to.name, paperCopies: 0, paperReason: null }],
      letter: { body: 'Đề nghị quý cơ quan báo cáo kết quả trước ngày 30 tháng 11./.' },
    },
  });
  await ask(drafter, outgoingContract.submitDraft, { params: { documentId }, body: { version } });
  return await until(leader, documentId, 'submitted');
}

/** Waits for the worker: until the document is in this state. */
export async function until(agent: Agent, documentId: string, status: string): Promise<OutgoingView> {
  for (let tries = 0; tries < 240; tries += 1) {
    const shown = await send(agent, outgoingContract.getOutgoing, { params: { documentId } });
    const view = shown.status === 200 ? outgoingContract.getOutgoing.response.parse(shown.body) : undefined;
    if (view?.state === status) return view;
    await wait(500);
  }
  throw new Error(`The document did not become ${status}`);
}

/** Signs as the browser does, with the key file; gives the refusal when the certificate is refused. */
export async function sign(leader: Agent, shown: OutgoingView, keyFile: string, pin: string): Promise<string> {
  const key = await openPersonalKey(await readFile(keyFile), pin, new Date());
  const [main] = shown.files;
  if (!main) throw new Error('There is nothing to sign');
  const certificates = [key.certificate, ...key.chain].map((der) => Buffer.from(der).toString('base64'));
  const begin = {
    params: { documentId: shown.id },
    body: { version: shown.version, fileSha256: main.sha256, certificates },
  };
  const begun = await send(leader, signingContract.beginSignature, begin);
  if (begun.status >= 400) return await refused(leader, signingContract.beginSignature, begin);
  const { signatureId, signedAttributes } = signingContract.beginSignature.response.parse(begun.body);
  const signature = await key.sign(Buffer.from(signedAttributes, 'base64'));
  await ask(leader, signingContract.completeSignature, {
    params: { documentId: shown.id, signatureId },
    body: { signature: Buffer.from(signature).toString('base64') },
  });
  return 'signed';
}

/** Numbers a signed document and waits until it is sealed and issued. */
export async function issue(clerk: Agent, documentId: string): Promise<OutgoingView> {
  const { version } = await ask(clerk, outgoingContract.getOutgoing, { params: { documentId } });
  await ask(clerk, outgoingContract.numberDocument, { params: { documentId }, body: { version, password } });
  return await until(clerk, documentId, 'issued');
}

/** Waits for an arrival, and gives its verdict. */
export async function verdictOfArrival(clerk: Agent): Promise<string> {
  for (let tries = 0; tries < 240; tries += 1) {
    const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: { state: 'arrived' } });
    const [{ verdict } = { verdict: null }] = items;
    if (verdict !== null && verdict !== 'pending') return verdict;
    await wait(500);
  }
  throw new Error('Nothing arrived');
}

/** What clerks at their desks met while they registered without a pause. */
export interface Met {
  readonly answered: number;
  /** Every answer that was none, or another than the promised one: nobody sends anything again here. */
  readonly lost: readonly string[];
}

/** Has so many clerks upload, register and read without a pause while `work` goes on; nothing is tried a second time. */
export async function underLoad(clerk: Agent, desks: number, work: () => Promise<void>): Promise<Met> {
  const lost: string[] = [];
  let [answered, going] = [0, true];
  const meet = async (what: string, request: Promise<unknown>) => {
    try {
      const result = await request;
      answered += 1;
      return result;
    } catch (error) {
      lost.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  let paper = 0;
  const desk = async () => {
    while (going) {
      paper += 1;
      const mine = String(paper);
      const uploadId = await meet('upload', upload(clerk, Buffer.from(`%PDF-1.4\n% ${paper}\n%%EOF\n`)));
      if (typeof uploadId === 'string') {
        const body = {
          ...{ uploadId, typeCode: 'cong-van', codeNumber: mine, codeNotation: 'UBND-VX' },
          ...{ issuedOn: '2026-11-20', issuer: { name: 'UBND xã Bình An' }, subject: `xin ý kiến lần ${paper}` },
          verdictReason: 'Bản giấy, đã đối chiếu',
        };
        await meet('register', ask(clerk, incomingContract.registerIncoming, { body }));
      }
      // As fast as people are let: what a person may do in a minute is bounded.
      await wait(1_000);
      await meet('list', ask(clerk, incomingContract.listIncoming, { query: {} }));
    }
  };
  const all = Array.from({ length: desks }, desk);
  await work();
  going = false;
  await Promise.all(all);
  return { answered, lost };
}
