import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { uploadsContract } from '../../server/platform/uploads/contract.ts';
import type { Agent } from '../../test/support/identity.ts';
import { numberedLetter, upload } from '../../test/support/letters.ts';
import { aLetterPdf } from '../../test/support/signing.ts';
import { watchGrowth } from './exchange/processes.ts';
import { ExchangeWorld, sites } from './exchange/world.ts';

const MB = 1024 ** 2;
/** What either server may grow by while one long file goes through it. */
const GOAL_MB = 64;
const PATIENCE_MS = 900_000;
const RECIPIENT = 'H98.15';

/**
 * One attachment of 1 GB from a person of one deployment to a clerk of another, each in a process of its own, sealed and then in clear: how long
 * each way takes, and how much the memory (RSS) of either server grows at most, from before the file is sent in until the recipient has signed for it.
 */
export async function benchLargeFile(bytes = 1024 * MB): Promise<string> {
  return [await carried('sealed', bytes), await carried('clear', bytes)].join('\n');
}

async function carried(travels: 'sealed' | 'clear', bytes: number): Promise<string> {
  const world = await ExchangeWorld.open();
  try {
    if (travels === 'clear') await world.asDeployment('sao-mai', () => withoutSealing(RECIPIENT));
    for (const site of sites) await world.start(site, { ATTACHMENT_MB: String(Math.ceil(bytes / MB)) });
    const to = { code: RECIPIENT, name: world.agency('binh-minh', 'sytbm').name };
    // A first one, so that what is loaded once is loaded.
    await world.aLetter('sao-mai', 'snv', [to]);
    const { drafter, ...others } = await world.bureau('sao-mai', 'snv');
    const watches = sites.map((site) => watchGrowth(world.pid(site)));
    const begun = performance.now();
    const attachmentUploadIds = [await sendIn(drafter, bytes)];
    const sentIn = performance.now();
    const letter = { letter: null, uploadId: await upload(drafter, await aLetterPdf()), attachmentUploadIds };
    const signerPositionId = world.signer('sao-mai', 'snv');
    const said = { typeCode: 'cong-van', subject: 'Gửi bản vẽ hoàn công', signerPositionId, recipients: [to] };
    const { id } = await numberedLetter({ drafter, ...others }, { ...said, ...letter });
    await signedFor(world, id);
    const there = performance.now();
    const grown = watches.map((stop) => stop());
    return report({ travels, bytes, inSeconds: (sentIn - begun) / 1_000, onSeconds: (there - sentIn) / 1_000, grown });
  } finally {
    await world.end();
  }
}

/** Has the deployment to which this process is connected know no key to seal with for an agency. */
async function withoutSealing(code: string): Promise<void> {
  await inTransaction(systemActor('deployment'), async (tx) => {
    const entry = await tx.load(directoryEntries, code);
    tx.change(directoryEntries, entry, {
      certificates: entry.certificates.filter(({ purpose }) => purpose !== 'encryption'),
    });
  });
}

/** Waits until the recipient of a document has signed for it, which comes with all its files or not at all, however often that is tried. */
async function signedFor(world: ExchangeWorld, documentId: string): Promise<void> {
  const sent = { documentId, transportReceipt: { $exists: true } };
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await wait(200)) {
    if (await world.rows('sao-mai', 'deliveries').findOne(sent)) return;
  }
  throw new Error('The file did not arrive');
}

/** Sends a file of so many bytes that is stored nowhere before; gives its upload id. */
export async function sendIn(agent: Agent, bytes: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-bench-'));
  try {
    const path = join(folder, 'ban-ve.pdf');
    await pipeline(Readable.from(aLongPdf(bytes)), createWriteStream(path));
    const answer = await agent.post('/api/uploads').attach('file', path).timeout(PATIENCE_MS).expect(201);
    return uploadsContract.keepUpload.response.parse(answer.body).uploadId;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function* aLongPdf(bytes: number): Generator<Uint8Array> {
  const [head, end] = [Buffer.from('%PDF-1.7\n'), Buffer.from('\n%%EOF\n')];
  yield head;
  for (let left = bytes - head.length - end.length; left > 0; left -= MB) yield randomBytes(Math.min(left, MB));
  yield end;
}

interface Measured {
  readonly travels: string;
  readonly bytes: number;
  readonly inSeconds: number;
  readonly onSeconds: number;
  readonly grown: readonly number[];
}

function report({ travels, bytes, inSeconds, onSeconds, grown: [sender = 0, recipient = 0] }: Measured): string {
  const perSecond = (seconds: number) => `${seconds.toFixed(1)} s (${(bytes / MB / seconds).toFixed(0)} MB/s)`;
  return [
    `one file of ${bytes / MB} MB, ${travels}: sent in ${perSecond(inSeconds)}; signed, numbered, sent and held there ${perSecond(onSeconds)}`,
    `memory grown by at most: sender ${sender.toFixed(0)} MB, recipient ${recipient.toFixed(0)} MB (goal ≤ ${GOAL_MB} MB each)`,
  ].join('\n');
}
