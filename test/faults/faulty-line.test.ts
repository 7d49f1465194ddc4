import { expect } from 'chai';
import { FaultyLine, type LineFault, lineFaults, type Plan } from '../../scripts/faults/exchange/faulty-line.ts';
import { lineCertificates } from '../../scripts/faults/exchange/line-certificates.ts';
import { httpsCarrier } from '../../server/exchange/carriage/https-carrier.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import {
  type DocumentMessage,
  type Link,
  type Message,
  messageBytes,
  sha256Of,
} from '../../server/exchange/messages/message.ts';
import { MOST_ENCLOSED_BYTES } from '../../server/exchange/messages/message-offer.ts';
import type { SignedThing } from '../../server/exchange/messages/signed-thing.ts';
import { keptTransportReceipt } from '../../server/exchange/messages/transport-receipt.ts';
import { arrivals, deliveries, notices, takenMessages } from '../../server/exchange/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { OutboundClient } from '../../server/platform/outbound/outbound-client.ts';
import { anEntry, aSystemKey } from '../support/directory.ts';
import { aLetter, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { signatureBy, signingCertificate } from '../support/neighbour.ts';
import { sampled } from '../support/sampled.ts';
import { freePort } from '../support/two-deployments.ts';

const theirs = { code: 'H99.40', name: 'Sở Y tế' };
const well: Plan = { fault: 'none', at: 0, life: 4, ms: 0 };
/** Offer, two files and commit: one of them is too long to come along with its message. */
const requests = [1, 2, 3, 4];
const annex = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(MOST_ENCLOSED_BYTES), Buffer.from('\n%%EOF')]);
const beforeAnyRequest: readonly LineFault[] = ['refuse', 'wrong-certificate'];
/** What the sender does not notice. */
const harmless: readonly LineFault[] = ['delay', 'replay', 'reorder'];

/** Its longer sisters, between two real deployments that are killed besides: `npm run test:faults -- exchange`. */
describe('over a line that fails once at each request of a message', function () {
  this.timeout(60_000);
  useFreshDatabase();
  const province = useProvince();
  const system = aSystemKey(theirs.name);
  let line: FaultyLine;
  let client: OutboundClient;
  let like: DocumentMessage;
  let plans: Plan[] = [];

  before(async () => {
    const issued = await issuedLetter(await theBureau(province), aLetter(province, { to: ['skhcn'] }));
    const delivery = await readOne(deliveries, { documentId: issued.id });
    const brief = messageOf('document', await files().read(delivery?.envelopeSha256 ?? ''));
    const { sha256, size } = await files().put(annex);
    const attached = { name: 'phu-luc.pdf', mediaType: 'application/pdf', pages: null, role: 'attachment' } as const;
    like = { ...brief, files: [...brief.files, { ...attached, sha256, size }] };
    const certificates = lineCertificates();
    const port = await freePort();
    const target = () => Number(new URL(province.address()).port);
    line = await FaultyLine.open({ port, target, secure: certificates, plan: () => plans.shift() ?? well });
    client = new OutboundClient({ networks: ['127.0.0.0/8'], ports: [port], authorities: [certificates.authority] });
    const own = await ownDeploymentInUse();
    const since = new Date('2026-01-01T00:00:00Z');
    // This deployment is its own neighbour: the sender's agency has no row here, the recipient's has.
    const place = { deployment: own.id, address: `https://127.0.0.1:${port}/api/exchange/v1` };
    const hosted = { ...place, deploymentKeys: [{ key: own.publicKey, from: since, until: null }] };
    await inTransaction(systemActor('deployment'), async (tx) => {
      tx.insert(
        directoryEntries,
        anEntry(theirs.code, { ...hosted, name: theirs.name, certificates: [signingCertificate(system)] }),
      );
      tx.insert(directoryEntries, anEntry(like.recipient.code, hosted));
    });
  });
  after(async () => {
    client.close();
    await line.end();
  });

  const aDocument = (): DocumentMessage => {
    const messageId = newId();
    return { ...like, messageId, sentAt: new Date().toISOString(), sender: theirs, treeHead: null };
  };
  const replacementOf = (former: DocumentMessage): DocumentMessage => ({
    ...{ ...aDocument(), kind: 'replace', links: [linkTo('replaces', former)], reason: 'Sai ngày' },
  });
  const linkTo = (type: Link['type'], { messageId, document: { documentId } }: DocumentMessage): Link => ({
    ...{ type, sender: theirs.code, messageId, documentId },
  });
  const following = () => ({
    ...{ format: like.format, messageId: newId(), sentAt: new Date().toISOString() },
    ...{ sender: theirs, recipient: like.recipient, critical: [], treeHead: null },
  });
  const recallOf = (document: DocumentMessage): Message => ({
    ...{ ...following(), kind: 'revoke', links: [linkTo('revokes', document)], reason: 'Sai ngày', by: 'Giám đốc' },
  });
  const correctionOf = (document: DocumentMessage): Message => ({
    ...{ ...following(), kind: 'update', links: [linkTo('updates', document)], reason: 'Sai trích yếu', by: 'Văn thư' },
    ...{ document: { ...document.document, subject: 'Báo cáo kết quả' }, sequence: 1 },
  });
  const askingOf = (document: DocumentMessage): Message => {
    const of = { messageId: document.messageId, messageSha256: sha256Of(messageBytes(document)) };
    const said = { sequence: 1, code: '13', at: new Date().toISOString(), by: null, reason: 'Sai ngày' } as const;
    const nothing = { reasonCode: null, verdict: 'pending', arrivalNumber: null } as const;
    return { ...following(), kind: 'receipt', links: [], receipt: { of, ...said, ...nothing } };
  };
  /** The next connection has this plan; none is left from before. */
  const next = (plan: Plan) => {
    client.close();
    plans = [plan];
  };
  /** Sends the same bytes until there is a receipt; gives it, and what became of each attempt before. */
  const sent = async (message: Message) => {
    const bytes = messageBytes(message);
    const carried = {
      content: bytes,
      signature: await signatureBy(system, bytes),
      files: 'files' in message ? message.files : [],
    };
    const failures: string[] = [];
    for (;;) {
      const answer: SignedThing | string = await httpsCarrier(client)
        .carry(like.recipient.code, carried)
        .catch((error: unknown) => {
          if (error instanceof DomainError && error.kind === 'unavailable' && failures.length < 2) return error.code;
          throw error;
        });
      if (typeof answer !== 'string') return { receipt: answer, failures };
      failures.push(answer);
    }
  };
  const expectOnce = async (
    message: Message,
    { receipt, failures }: Awaited<ReturnType<typeof sent>>,
    fault: LineFault,
  ) => {
    const { messageId } = message;
    const taken = await readAll(takenMessages, { messageId });
    expect(
      taken.map(({ transportReceipt }) => transportReceipt),
      fault,
    ).to.deep.equal([keptTransportReceipt(receipt)]);
    const failure = fault === 'wrong-certificate' ? 'partner-certificate-refused' : 'partner-unanswered';
    expect(failures, fault).to.deep.equal(harmless.includes(fault) ? [] : [failure]);
    expect(plans, `${fault} struck`).to.deep.equal([]);
  };

  it('a document is taken in once, also in the place of another, and its sender holds the receipt that the recipient keeps', async () => {
    const former = aDocument();
    await sent(former); // what its recipient takes is asked for once
    const documents = { document: aDocument, replace: () => replacementOf(former) };
    for (const [turn, fault] of lineFaults.entries()) {
      for (const make of sampled(Object.values(documents), 1, turn)) {
        for (const at of beforeAnyRequest.includes(fault) ? [1] : sampled(requests, 1, turn)) {
          const document = make();
          next({ fault, at, life: requests.length, ms: 25 });
          await expectOnce(document, await sent(document), fault);
          expect(await arrivals.model.countDocuments({ messageId: document.messageId }), `${fault} ${at}`).to.equal(1);
        }
      }
    }
    expect(line.replaysTaken).to.deep.equal([]);
  });

  it('what follows a document takes effect once, whether the document came before it or comes after it', async () => {
    const ways = [
      { follow: recallOf, ends: { document: 'recalled', notice: 'applied' } },
      { follow: correctionOf, ends: { document: 'arrived', notice: 'applied' } },
      { follow: askingOf, ends: { document: 'arrived', notice: 'asked' } },
    ];
    for (const [turn, fault] of sampled(lineFaults, 6).entries()) {
      for (const { follow, ends } of sampled(ways, 1, Math.floor(turn / 2))) {
        const document = aDocument();
        const notice = follow(document);
        const [first, second] = turn % 2 === 0 ? [document, notice] : [notice, document];
        await sent(first);
        next({ fault, at: 1, life: 1, ms: 25 });
        await expectOnce(second, await sent(second), fault);
        const arrived = await readAll(arrivals, { messageId: document.messageId });
        expect(
          arrived.map(({ state }) => state),
          fault,
        ).to.deep.equal([ends.document]);
        const taken = { messageId: notice.messageId, state: ends.notice };
        expect(await notices.model.countDocuments(taken), fault).to.equal(1);
      }
    }
  });
});
