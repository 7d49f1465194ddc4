import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import { nodeArguments } from '../../../server/platform/program.ts';
import type { SearchEntry } from '../../../server/platform/search.ts';
import { engineInThread } from '../../../server/search/engine/engine-in-thread.ts';
import { IndexFile, removeIndexFile } from '../../../server/search/engine/index-file.ts';
import { matchExpressions } from '../../../server/search/query/match-expression.ts';
import { parseQuery } from '../../../server/search/query/parse-query.ts';
import { labelsOfPeriod } from '../../../server/search/query/period-labels.ts';

const entry = (over: Partial<SearchEntry>): SearchEntry => ({
  ...{ agencyId: 'snv', at: new Date('2026-03-12T08:00:00Z'), days: ['2026-03-12'], state: 'registered' },
  ...{ numbers: [], parties: [], title: '', texts: [], files: [], readers: [], ...over },
});
const document = (id: string, over: Partial<SearchEntry> = {}, version = 1) => ({
  ...{ kind: 'incoming', id, version, entry: entry(over) },
});

describe('the index of an agency', () => {
  let folder: string;
  let path: string;
  let file: IndexFile;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-test-index-'));
    path = join(folder, 'snv.search-index');
    file = IndexFile.openOrMake(path);
  });
  afterEach(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (typed: string, { reader, most = 10, days }: Asked = {}) => {
    const query = parseQuery(typed, { today: '2026-05-20', named: [] });
    const expressions = matchExpressions(query, { reader, kind: undefined, days, inTexts: true });
    return file.find({ expressions, most }).map(({ id }) => id);
  };
  interface Asked {
    readonly reader?: string;
    readonly most?: number;
    readonly days?: readonly string[];
  }

  it('finds numbers before titles, titles with the marks typed before others, texts last, and of these the newest first', () => {
    file.write([
      document('text', { texts: ['kèm bảng rà soát 12'], at: new Date('2026-05-01T00:00:00Z') }),
      document('plain', { title: 'Ra soat so 12' }),
      document('marked', { title: 'Rà soát số 12', at: new Date('2026-01-01T00:00:00Z') }),
      document('number', { numbers: ['12/BC-UBND'], parties: ['Soát vé, rà phá bom mìn'] }),
      document('other', { title: 'Kế hoạch' }),
    ]);
    expect(ask('rà soát 12')).to.deep.equal(['number', 'marked', 'plain', 'text']);
    expect(ask('12')).to.deep.equal(['number', 'plain', 'marked', 'text']);
    expect(ask('12/BC')).to.deep.equal(['number']);
    expect(ask('"soat ra"')).to.deep.equal([]);
    expect(ask('ra soat', { most: 1 })).to.deep.equal(['number']);
  });

  it('finds by abbreviations, days and the last word as far as it is typed', () => {
    file.write([document('a', { title: 'Quyết định của Ủy ban nhân dân tỉnh' })]);
    expect(ask('QĐ UBND ti')).to.deep.equal(['a']);
    expect(ask('quyết định tháng 3')).to.deep.equal(['a']);
    expect(ask('quyết định tháng 4')).to.deep.equal([]);
    expect(ask('quyet', { days: labelsOfPeriod('1900-01-01', '2026-03-12') })).to.deep.equal(['a']);
    expect(ask('quyet', { days: labelsOfPeriod('2026-03-13', '2199-12-31') })).to.deep.equal([]);
  });

  it('narrows to the documents of a position', () => {
    file.write([document('mine', { title: 'họp', readers: ['0191-aa'] }), document('theirs', { title: 'họp' })]);
    expect(ask('hop', { reader: '0191-AA' })).to.deep.equal(['mine']);
  });

  it('has of a document what it says now, never what it said before', () => {
    file.write([document('a', { title: 'cũ' })]);
    file.write([document('a', { title: 'mới' }, 3)]);
    file.write([document('a', { title: 'cũ' }, 2)]);
    expect([ask('cu'), ask('moi')]).to.deep.equal([[], ['a']]);
    file.write([{ kind: 'incoming', id: 'a', version: 4 }]);
    expect(ask('moi')).to.deep.equal([]);
    expect(file.known('incoming', ['a', 'b'])).to.deep.equal([{ kind: 'incoming', id: 'a', version: 4 }]);
    file.forget([{ kind: 'incoming', id: 'a' }]);
    expect([file.after(undefined, 10), file.isWhole()]).to.deep.equal([[], true]);
  });

  it('finds what stood in registers before 1970', () => {
    file.write([document('old', { title: 'Sổ năm 1962', at: new Date('1962-05-01T00:00:00Z') }), document('new')]);
    expect(ask('so nam')).to.deep.equal(['old']);
  });

  it('has room for what nobody finds, however often it was written', () => {
    // A million times: the last place of a second is taken.
    const other = new Database(path);
    const row = 'INSERT INTO documents (place, kind, id, version, found, awaits) VALUES (999999, ?, ?, 1, 0, 0)';
    other.prepare(row).run('a', 'b');
    other.close();
    for (const version of [1, 2]) {
      file.write([
        { kind: 'arrival', id: 'a', version },
        { kind: 'arrival', id: 'b', version },
      ]);
    }
    expect(file.known('arrival', ['a', 'b']).map(({ version }) => version)).to.deep.equal([2, 2]);
    expect(file.isWhole()).to.equal(true);
  });

  it('is made anew where it is of another format or no database', async () => {
    file.write([document('a')]);
    file.close();
    removeIndexFile(path);
    writeFileSync(path, 'not a database, but long enough to look like something'.repeat(100));
    const engine = engineInThread(folder);
    const damage = await engine.find('snv', { expressions: ['"a"'], most: 1 }).catch((error: unknown) => error);
    expect(String(damage)).to.include('not a database');
    expect(await engine.find('snv', { expressions: ['"a"'], most: 1 })).to.deep.equal([]);
    await engine.write('snv', [document('b')]);
    expect(await engine.known('snv', 'incoming', ['a', 'b'])).to.have.length(1);
    expect(await engine.agencies()).to.deep.equal(['snv']);
    await engine.close();
    file = IndexFile.openOrMake(path);
  });

  it('is one for several that come to it first, and none of theirs where a file has another name', async () => {
    file.close();
    removeIndexFile(path);
    const foreign = join(folder, 'foreign.sqlite');
    writeFileSync(foreign, 'of somebody else');
    const engines = [engineInThread(folder), engineInThread(folder)] as const;
    await Promise.all(engines.map((engine, at) => engine.write('snv', [document(`by-${at}`, { title: 'họp' })])));
    const question = { expressions: ['"hop"'], most: 9 };
    for (const engine of engines) expect(await engine.find('snv', question)).to.have.length(2);
    expect(await engines[0].agencies()).to.deep.equal(['snv']);
    await Promise.all(engines.map((engine) => engine.close()));
    expect(readFileSync(foreign, 'utf8')).to.equal('of somebody else');
    file = IndexFile.openOrMake(path);
  });

  it('is told to be lost where somebody takes it away, and found damaged without being touched', async () => {
    let losses = 0;
    const engine = engineInThread(folder, () => {
      losses += 1;
    });
    await engine.write('snv', [document('a', { title: 'họp' })]);
    file.close();
    removeIndexFile(path);
    const question = { expressions: ['"hop"'], most: 1 };
    expect([await engine.find('snv', question), losses]).to.deep.equal([[], 1]);
    await engine.write('snv', [document('b', { title: 'họp' })]);
    expect([await engine.find('snv', question), losses]).to.deep.equal([[{ kind: 'incoming', id: 'b', by: 0 }], 1]);
    await engine.close();
    writeFileSync(path, 'not a database, but long enough to look like something'.repeat(100));
    expect(await engine.isWhole('snv')).to.equal(false);
    expect(readFileSync(path, 'utf8')).to.include('not a database');
    await engine.clear('snv');
    expect([await engine.isWhole('snv'), losses]).to.deep.equal([true, 1]);
    await engine.close();
    file = IndexFile.openOrMake(path);
  });

  it('is whole after whoever wrote it was killed', async () => {
    const writer = `
      const { IndexFile } = await import(${JSON.stringify(new URL('../../../server/search/engine/index-file.ts', import.meta.url).href)});
      const file = IndexFile.openOrMake(${JSON.stringify(path)});
      for (let turn = 0; ; turn += 1) {
        file.write(Array.from({ length: 20 }, (_, index) => ({ kind: 'incoming', id: turn + '-' + index, version: 1,
          entry: { ...${JSON.stringify(entry({ title: 'một hai ba' }))}, at: new Date() } })));
        if (turn === 5) console.log('going on');
      }`;
    const child = spawn(process.execPath, [...nodeArguments, '--input-type=module', '--eval', writer]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(file.isWhole()).to.equal(true);
    const there = file.after(undefined, 1_000_000).length;
    expect(there).to.be.greaterThan(100);
    expect([there % 20, ask('"mot hai ba"', { most: 1_000_000 }).length]).to.deep.equal([0, there]);
  });
});
