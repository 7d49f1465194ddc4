import { loadavg } from 'node:os';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { ask } from '../../test/support/ask.ts';
import { testPassword } from '../../test/support/identity.ts';
import { signedLetter, upload } from '../../test/support/letters.ts';
import { aLetterPdf } from '../../test/support/signing.ts';
import { ManyPartners } from './exchange/many-partners.ts';
import { processorMs, watchGrowth } from './exchange/processes.ts';
import { ExchangeWorld } from './exchange/world.ts';
import { sendIn } from './exchange-large-file.ts';

const MB = 1024 ** 2;
/** What the server may grow by while all get the long file. */
const GOAL_MB = 64;
/** How long the clerk waits for the number of a document to all of them. */
const GOAL_MS = 500;
const ROUNDS = 5;

/**
 * One document to 500 agencies of 500 other deployments: how long the request of the clerk takes that has it issued, and how much processor time
 * the server uses meanwhile; how long until all have signed for it. Then with a file of 20 MB, which each gets sealed with a key of its own: how
 * many whole ones were counted there, what the sender stored for it, and how much its memory grows at most.
 */
export async function benchManyRecipients(many = 500, bytes = 20 * MB): Promise<string> {
  const world = await ExchangeWorld.open();
  const partners = await ManyPartners.open(many);
  try {
    await world.asDeployment('sao-mai', () => partners.list());
    await world.start('sao-mai', { EXCHANGE_PORTS: String(partners.port) });
    const lines: string[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) lines.push(await issued(world, partners));
    return [...lines, await issuedWithFile(world, partners, bytes)].join('\n');
  } finally {
    await world.end();
    await partners.end();
  }
}

async function issued(world: ExchangeWorld, partners: ManyPartners, attachmentUploadIds: string[] = []) {
  partners.received.clear();
  const bureau = await world.bureau('sao-mai', 'snv');
  const recipients = partners.parties.map(({ code, name }) => ({ code, name }));
  const subject = 'Báo cáo kết quả gửi, nhận văn bản điện tử';
  const letter = { letter: null, uploadId: await upload(bureau.drafter, await aLetterPdf()), attachmentUploadIds };
  const content = { typeCode: 'cong-van', subject, signerPositionId: world.signer('sao-mai', 'snv'), recipients };
  const { id: documentId, version } = await signedLetter(bureau, { ...content, ...letter });
  const [begun, used] = [performance.now(), processorMs(world.pid('sao-mai'))];
  const numbering = { params: { documentId }, body: { version, password: testPassword } };
  await ask(bureau.clerk, outgoingContract.numberDocument, numbering);
  const [ms, processor] = [performance.now() - begun, processorMs(world.pid('sao-mai')) - used];
  await world.settled();
  const seconds = (performance.now() - begun) / 1_000;
  const all = partners.received.size;
  if (all !== recipients.length) throw new Error(`${all} of ${recipients.length} have it`);
  const load = loadavg()[0]?.toFixed(1);
  return `to ${all} agencies of other deployments: numbered after ${ms.toFixed(0)} ms (goal < ${GOAL_MS} ms) for ${processor} ms of the processor; all have signed for it after ${seconds.toFixed(1)} s; load average ${load}`;
}

async function issuedWithFile(world: ExchangeWorld, partners: ManyPartners, bytes: number): Promise<string> {
  const stored = await world.storedMb('sao-mai');
  const grown = watchGrowth(world.pid('sao-mai'));
  const { drafter } = await world.bureau('sao-mai', 'snv');
  const told = await issued(world, partners, [await sendIn(drafter, bytes)]);
  const whole = [...partners.received.values()].filter((received) => received >= bytes).length;
  const more = (await world.storedMb('sao-mai')) - stored;
  return `with a file of ${bytes / MB} MB ${told}; ${whole} of them counted it whole, sealed; stored by the sender ${more.toFixed(0)} MB more; its memory grew by at most ${grown().toFixed(0)} MB (goal ≤ ${GOAL_MB} MB)`;
}
