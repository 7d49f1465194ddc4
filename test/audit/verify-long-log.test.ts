import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exportLog } from '../../server/audit/checks/export-log.ts';
import { headOf, storeFullTiles } from '../../server/audit/heads/log-tree.ts';
import { signHead, signRestored, useHeadSigner } from '../../server/audit/heads/sign-head.ts';
import { headSignerInFiles } from '../../server/audit/keys/head-signer.ts';
import { useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { grow, LOG } from './grow-log.ts';
import { collection, type Verdict, verifyLog } from './verify-log-world.ts';

describe('the stand-alone verifier and a log with stored hashes', () => {
  useFreshDatabase({ each: true });
  useAuditedLedger();
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-test-long-'));
    useHeadSigner(await headSignerInFiles(folder));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function verified(): Promise<Verdict> {
    const file = join(folder, 'log.ndjson');
    rmSync(file, { force: true });
    await exportLog(file);
    return await verifyLog(file);
  }

  it('names the stored hashes that were changed', async () => {
    await grow(300);
    await storeFullTiles(LOG);
    expect(await verified()).to.deep.include({ code: 0, findings: [] });
    const [tile] = await collection('logTiles').find({ log: LOG }).toArray();
    const hashes = Buffer.from(tile?.hashes, 'base64');
    hashes.writeUInt8(hashes.readUInt8(32 * 7) ^ 1, 32 * 7);
    await collection('logTiles').updateOne({ log: LOG }, { $set: { hashes: hashes.toString('base64') } });
    const { first } = await verified();
    expect(first).to.include({ kind: 'tile-changed', log: LOG });
    expect(first?.vi).to.include('0/0');
  });

  it('names the very entry whose leaf was changed with all that is read of it', async () => {
    await grow(300);
    await storeFullTiles(LOG);
    const entry = await collection('auditEvents').findOne({ agencyId: LOG, sequence: 123 });
    const leaf = String(entry?.leaf).replace(/"personId":"[^"]+"/, '"personId":"p"');
    await collection('auditEvents').updateOne({ agencyId: LOG, sequence: 123 }, { $set: { leaf, personId: 'p' } });
    expect((await verified()).first).to.include({ kind: 'leaf-changed', log: LOG, entry: 123 });
  });

  it('notes that a log was put back to a backup on purpose, when heads of before are still there', async () => {
    await grow(5);
    const { root, frontier, time } = await headOf(LOG);
    await grow(1);
    await signHead(LOG);
    await collection('auditEvents').deleteOne({ agencyId: LOG, sequence: 5 });
    await collection('logHeads').updateOne({ _id: LOG }, { $set: { size: 5, root, frontier, time } });
    expect((await verified()).first).to.include({ kind: 'log-shorter', log: LOG });
    await signRestored(LOG);
    const { code, findings, notes } = await verified();
    expect({ code, findings }).to.deep.equal({ code: 0, findings: [] });
    expect(notes.map(({ kind }) => kind)).to.deep.equal(['log-restored']);
  });
});
