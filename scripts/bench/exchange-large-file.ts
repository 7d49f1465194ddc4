import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { ensureIndexes } from '../../server/platform/database/database.ts';
import { uploadsContract } from '../../server/platform/uploads/contract.ts';
import { ask } from '../../test/support/ask.ts';
import { endAll } from '../../test/support/at-end.ts';
import type { Agent } from '../../test/support/identity.ts';
import { aLetter, issuedLetter, newestArrival, theBureau } from '../../test/support/letters.ts';
import { connectOnce, keepOnDisk } from '../../test/support/mongo.ts';
import { startTwoDeployments } from '../../test/support/two-deployments.ts';
import { watchGrowth } from './exchange/processes.ts';

const MB = 1024 ** 2;
/** What either server may grow by while one long file goes through it. */
const GOAL_MB = 64;
const PATIENCE_MS = 600_000;

/**
 * One attachment of 1 GB from a person of one deployment to a clerk of another, each in a process of its own: how long each way takes, and
 * how much the memory (RSS) of either server grows at most, from before the file is sent in until the recipient has signed for it.
 */
export async function benchLargeFile(bytes = 1024 * MB): Promise<string> {
  keepOnDisk();
  await connectOnce();
  await ensureIndexes();
  const configured = { ATTACHMENT_MB: String(Math.ceil(bytes / MB)) };
  const both = await startTwoDeployments({ saoMai: configured, binhMinh: configured });
  try {
    const { saoMai, binhMinh } = both;
    const [home, health] = [await theBureau(saoMai), await theBureau(binhMinh, 'sytbm')];
    const recipients = [{ code: 'H98.15', name: binhMinh.agency('sytbm').name }];
    // A first one, so that what is loaded once is loaded.
    await issuedLetter(home, aLetter(saoMai, { to: [] }, { recipients }));
    await both.settled();
    const watches = [saoMai, binhMinh].map(({ server }) => watchGrowth(server.child.pid ?? 0));
    const begun = performance.now();
    const uploadId = await sendIn(home.drafter, bytes);
    const sentIn = performance.now();
    const issued = await issuedLetter(
      home,
      aLetter(saoMai, { to: [] }, { recipients, attachmentUploadIds: [uploadId] }),
    );
    await arrivedWhole(health.clerk, issued.files);
    const there = performance.now();
    const grown = watches.map((stop) => stop());
    return report(bytes, { inSeconds: (sentIn - begun) / 1_000, onSeconds: (there - sentIn) / 1_000, grown });
  } finally {
    await both.end();
    await endAll();
  }
}

/** Waits until a document with these files has come, which comes with all or not at all, however often that is tried. */
async function arrivedWhole(clerk: Agent, sent: readonly { readonly sha256: string }[]): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await wait(200)) {
    const { id } = await newestArrival(clerk);
    const { files } = await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId: id } });
    if (files.some(({ sha256 }) => sent.some((file) => file.sha256 === sha256))) return;
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
  readonly inSeconds: number;
  readonly onSeconds: number;
  readonly grown: readonly number[];
}

function report(bytes: number, { inSeconds, onSeconds, grown: [sender = 0, recipient = 0] }: Measured): string {
  const perSecond = (seconds: number) => `${seconds.toFixed(1)} s (${(bytes / MB / seconds).toFixed(0)} MB/s)`;
  return [
    `one file of ${bytes / MB} MB: sent in ${perSecond(inSeconds)}; signed, numbered, sealed, sent and held there ${perSecond(onSeconds)}`,
    `memory grown by at most: sender ${sender.toFixed(0)} MB, recipient ${recipient.toFixed(0)} MB (goal ≤ ${GOAL_MB} MB each)`,
  ].join('\n');
}
