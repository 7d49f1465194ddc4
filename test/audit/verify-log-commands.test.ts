import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { useCommandLine } from '../support/command-line.ts';
import { verifyLog } from './verify-log-world.ts';

describe('the commands of the log', function () {
  this.timeout(180_000);
  const { vanban, path, file } = useCommandLine();
  const agency = (code: string) => [
    ...['agency', 'create', '--code', code, '--name', `Sở ${code}`, '--symbol', 'S', '--place', 'Sao Mai'],
    ...['--parent', 'UBND TỈNH SAO MAI'],
  ];
  const person = ['--agency', 'H99.08', '--username', 'lan.nt', '--full-name', 'Nguyễn Thị Lan', '--title', 'Văn thư'];

  before(async () => {
    expect(await vanban(...agency('H99.08'))).to.include({ code: 0 });
    expect(await vanban(...agency('H99.09'))).to.include({ code: 0 });
    expect(await vanban('user', 'create', ...person, '--roles', 'clerk')).to.include({ code: 0 });
  });

  it('verify finds the logs whole, all of them or those of one agency', async () => {
    const all = await vanban('audit', 'verify');
    expect(all).to.deep.include({ code: 0 });
    expect(all.answer).to.include({ verdict: 'whole', found: 0 });
    const one = await vanban('audit', 'verify', '--agency', 'H99.08', '--since', '1');
    expect(one.answer).to.include({ verdict: 'whole' });
    expect((await vanban('audit', 'verify', '--agency', 'H99.77')).code).to.equal(1);
  });

  it('export writes what the verifier reads, and over no file that is there', async () => {
    const out = path('log.ndjson');
    expect(await vanban('audit', 'export', '--out', out)).to.include({ code: 0 });
    expect(await verifyLog(out)).to.include({ code: 0, verdict: 'whole' });
    expect((await vanban('audit', 'export', '--out', out)).answer).to.deep.include({
      error: { code: 'file-exists', detail: `Đã có tệp ${out}` },
    });
  });

  it('prove writes a proof of one entry, and of nothing else', async () => {
    const out = path('proof.json');
    const proven = await vanban('audit', 'prove', '--log', 'deployment', '--entry', '1', '--out', out);
    expect(proven).to.deep.include({ code: 0, answer: { out, log: 'deployment', size: 2, entries: 1 } });
    const again = await vanban('audit', 'prove', '--log', 'deployment', '--entry', '1', '--out', out);
    expect(again.answer).to.deep.include({ error: { code: 'file-exists', detail: `Đã có tệp ${out}` } });
    const unsigned = await verifyLog('--proof', out);
    expect(unsigned).to.include({ code: 0, verdict: 'whole' });
    expect(unsigned.notes.map(({ kind }) => kind)).to.deep.equal(['root-unconfirmed']);
    const proof = JSON.parse(await readFile(out, 'utf8'));
    const [{ entry, proof: hashes }] = proof.entries;
    const changed = async (over: object) =>
      (await verifyLog('--proof', await file('changed.json', JSON.stringify({ ...proof, ...over })))).first?.kind;
    expect(await changed({ size: 3 })).to.equal('proof-wrong');
    expect(await changed({ root: hashes[0] })).to.equal('proof-wrong');
    const over = { ...entry, leaf: entry.leaf.replace('"sequence":1', '"sequence":0'), sequence: 0 };
    expect(await changed({ entries: [{ entry: over, proof: hashes }] })).to.equal('proof-wrong');
    expect(await changed({ entries: [{ entry: { ...entry, name: 'Khác' }, proof: hashes }] })).to.equal(
      'entry-changed',
    );
    expect((await vanban('audit', 'prove', '--entry', '1', '--out', path('x'))).code).to.equal(1);
    expect((await vanban('audit', 'prove', '--document', 'none', '--out', path('x'))).code).to.equal(1);
  });
});
