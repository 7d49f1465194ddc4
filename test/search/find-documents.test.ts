import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { allSearchSources } from '../../server/capabilities.ts';
import { fileKeyOf } from '../../server/intake/scans/scanned-page.ts';
import { scannedPages } from '../../server/intake/scans/store.ts';
import { fileTexts } from '../../server/intake/texts/store.ts';
import type { Actor } from '../../server/platform/actor.ts';
import type { Row } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { SearchSource } from '../../server/platform/search.ts';
import { importedEntries } from '../../server/registry/books/store.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { engineInThread } from '../../server/search/engine/engine-in-thread.ts';
import { removeIndexFile } from '../../server/search/engine/index-file.ts';
import type { SearchEngine } from '../../server/search/engine/search-engine.ts';
import { exportFound } from '../../server/search/export-found.ts';
import { type FindDocuments, findDocuments } from '../../server/search/find-documents.ts';
import { readDocuments } from '../../server/search/read-documents.ts';
import { closeSearch, searchInUse, useIndexFolder } from '../../server/search/search-in-use.ts';
import { useSearchSources } from '../../server/search/sources-in-use.ts';
import { suggestDocuments } from '../../server/search/suggest-documents.ts';
import { bringTextsIn } from '../../server/search/upkeep/bring-texts-in.ts';
import { agrees, compareIndex } from '../../server/search/upkeep/compare-index.ts';
import { IndexKeeper } from '../../server/search/upkeep/index-keeper.ts';
import { collectionsOf, notePlace, placeNow, readPlace } from '../../server/search/upkeep/place-in-changes.ts';
import { markFinished, markUnfinished } from '../../server/search/upkeep/unfinished.ts';
import { aClerk, anActorWith, changeRow, refusalOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anIncomingDocument, anOutgoingDocument } from '../support/registry.ts';

const now = new Date('2026-11-22T02:00:00Z');

describe('finding documents', () => {
  useFreshDatabase();
  useAuditedLedger();
  const clerk = aClerk();
  const specialist = anActorWith('specialist');
  const stranger: Actor = { ...clerk, agencyId: 'so-khac' };
  let folder: string;

  const letter = anOutgoingDocument({
    ...{ agencyId: clerk.agencyId, subject: 'Mời họp về phòng cháy chữa cháy', participants: [specialist.positionId] },
    letter: { addressees: ['Kính gửi Sở Xây dựng'], body: 'Nội dung: tập huấn cứu nạn.', copies: [] },
    main: null,
  });
  const report = anIncomingDocument({
    ...{ agencyId: clerk.agencyId, subject: 'Báo cáo công tác cứu nạn', codeNumber: '12', codeNotation: 'BC-UBND' },
    code: '12/BC-UBND',
  });
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-test-search-'));
    useIndexFolder(folder);
    useSearchSources(allSearchSources);
    await inTransaction(clerk, async (tx) => {
      tx.insert(incomingDocuments, report);
      tx.insert(outgoingDocuments, letter);
      tx.insert(importedEntries, {
        ...{
          agencyId: clerk.agencyId,
          registerId: 'so-cu',
          kind: 'incoming',
          year: 2024,
          number: 7,
          date: '2024-03-12',
        },
        ...{
          code: '45/QĐ-UBND',
          issuedOn: '2024-03-10',
          subject: 'Quyết định thành lập đội cứu nạn',
          party: 'UBND tỉnh',
        },
        ...{ signer: null, note: null, voidReason: null, importedAt: now },
        importedBy: { positionId: clerk.positionId, name: clerk.name },
      });
    });
  });
  after(async () => {
    await closeSearch();
    rmSync(folder, { recursive: true });
  });

  const find = (actor: Actor, q: string, more: Partial<FindDocuments> = {}) =>
    findDocuments(actor, { q, limit: 50, ...more }, now);
  const kinds = async (actor: Actor, q: string, more: Partial<FindDocuments> = {}) =>
    (await find(actor, q, more)).items.map(({ kind }) => kind);
  /** Asks until the index has come so far. */
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await delay(20);
  };

  it('finds what capabilities have, titles before texts, and says how many of each kind', async () => {
    await until(async () => !(await find(clerk, 'x')).building);
    const { items, ...counts } = await find(clerk, 'cứu nạn');
    expect(items.map(({ kind, code }) => `${kind} ${code}`)).to.deep.equal([
      'incoming 12/BC-UBND',
      'imported 45/QĐ-UBND',
      'outgoing …/SNV-VP',
    ]);
    const one = { incoming: 1, imported: 1, outgoing: 1 };
    expect(counts).to.deep.equal({ kinds: one, total: 3, capped: false, building: false });
    expect(await kinds(clerk, 'cuu nan', { kind: 'imported' })).to.deep.equal(['imported']);
    expect(await kinds(clerk, 'cuu nan', { kind: 'k.incoming")' })).to.deep.equal([]);
    // It came on the 12th and is of the 10th.
    for (const day of ['2024-03-10', '2024-03-12'])
      expect(await kinds(clerk, 'cuu nan', { from: day, to: day })).to.deep.equal(['imported']);
    expect(await kinds(clerk, 'cuu nan', { to: '2024-03-09' })).to.deep.equal([]);
    expect(await kinds(clerk, 'ủy ban nhân dân tháng 3/2024')).to.deep.equal(['imported']);
    expect(await kinds(clerk, '12/bc')).to.deep.equal(['incoming']);
    expect(await kinds(clerk, 'dự thảo')).to.deep.equal(['outgoing']);
  });

  it('suggests by number, title and names while one types, and reads again what was opened before, by the same rights', async () => {
    const suggested = async (actor: Actor, q: string) =>
      (await suggestDocuments(actor, q, now)).items.map(({ kind }) => kind);
    expect(await suggested(clerk, 'cuu na')).to.deep.equal(['incoming', 'imported']);
    expect(await suggested(specialist, 'cuu na')).to.deep.equal([]);
    expect(await suggested(specialist, 'phong chay')).to.deep.equal(['outgoing']);
    const opened = [
      { kind: 'outgoing', id: letter.id },
      { kind: 'incoming', id: report.id },
      { kind: 'incoming', id: 'gone' },
    ];
    const read = async (actor: Actor) => (await readDocuments(actor, opened)).items.map(({ id }) => id);
    expect(await read(clerk)).to.deep.equal([letter.id, report.id]);
    expect([await read(specialist), await read(stranger)]).to.deep.equal([[letter.id], []]);
  });

  it('gives what was found as a table, of what one may read', async () => {
    const table = async (actor: Actor) => {
      const reply = await exportFound(actor, { q: 'cứu nạn', format: 'csv' }, now);
      return (await text(reply.open())).split('\r\n').map((line) => line.split(',').slice(0, 2).join(' '));
    };
    const head = 'Loại "Số';
    expect(await table(clerk)).to.deep.equal([
      ...[head, 'Văn bản đến 12/BC-UBND', 'Sổ cũ 45/QĐ-UBND', 'Văn bản đi …/SNV-VP', ''],
    ]);
    expect(await table(stranger)).to.deep.equal([head, '']);
  });

  it('finds only what one may read, as it is now', async () => {
    expect(await kinds(specialist, 'cứu nạn')).to.deep.equal(['outgoing']);
    expect(await kinds(stranger, 'cứu nạn')).to.deep.equal([]);
    expect(await kinds(anActorWith('administrator'), 'cứu nạn')).to.deep.equal([]);
  });

  it('finds what stands in files once that is known, a page at a time, by those who may read the document', async () => {
    const { engine } = searchInUse();
    const sources = await allSearchSources();
    const awaiting = async () => (await engine.awaiting(clerk.agencyId, undefined, 9)).map(({ id }) => id);
    const bring = () => bringTextsIn({ engine, sources }, new Map());
    const file = fileKeyOf(report.mainSha256);
    // Nobody has the file of it here: it is looked at again.
    await bring();
    expect(await awaiting()).to.deep.equal([report.id]);
    const own = JSON.stringify([[1, 'Kính gửi: Công an tỉnh. Kinh phí xe thang.']]);
    await inTransaction(clerk, async (tx) => {
      tx.insert(fileTexts, { file, pages: 2, scans: 1, text: own, readAt: now });
    });
    await inTransaction(clerk, async (tx) => {
      tx.insert(scannedPages, { file, page: 1, ...aRecognisedPage([]), state: 'text' });
    });
    await changeRow(incomingDocuments, report.id, { description: 'Đã đọc' });
    await until(async () => (await find(clerk, 'xe thang')).total === 1);
    expect(await awaiting()).to.deep.equal([report.id]);
    await inTransaction(clerk, async (tx) => {
      tx.insert(scannedPages, { file, page: 2, ...aRecognisedPage(['máy', 'bơm', 'nước']), state: 'read' });
    });
    await bring();
    expect(await awaiting()).to.deep.equal([]);
    expect(await kinds(clerk, 'cứu nạn may bom')).to.deep.equal(['incoming']);
    expect(await kinds(specialist, 'máy bơm')).to.deep.equal([]);
    const { items } = await find(clerk, '"bơm nước"');
    expect(items.map(({ place }) => place)).to.deep.equal([{ page: 2, of: 1, snippet: 'máy bơm nước' }]);
    expect((await find(clerk, 'cứu nạn')).items[0]?.place).to.equal(undefined);
  });
  const aRecognisedPage = (words: readonly string[]) => ({
    ...{ pages: 2, engine: null, turn: 0 as const, width: 595, height: 842, readAt: now },
    words: JSON.stringify(words.map((word, at) => [word, at * 50, 700, 40, 12, 0.9])),
  });

  it('follows what is written, also while it was stopped', async () => {
    await changeRow(incomingDocuments, report.id, { subject: 'Báo cáo sơ kết' });
    await until(async () => (await find(clerk, 'sơ kết')).total === 1);
    expect(await kinds(clerk, 'báo cáo công tác')).to.deep.equal([]);
    await closeSearch();
    await changeRow(outgoingDocuments, letter.id, { deletedAt: now });
    await inTransaction(clerk, async (tx) => tx.insert(incomingDocuments, another));
    await until(async () => (await find(clerk, 'thanh tra')).total === 1);
    expect((await find(clerk, 'thanh tra')).building).to.equal(false);
    expect(await kinds(clerk, 'phòng cháy')).to.deep.equal([]);
  });
  const another = anIncomingDocument({ agencyId: clerk.agencyId, number: 2, subject: 'Kết luận thanh tra' });

  it('tells what the index lacks, and brings it in', async () => {
    const { engine } = searchInUse();
    const sources = await allSearchSources();
    const compare = (mends: boolean) => compareIndex({ engine, sources, mends });
    expect(agrees(await compare(false))).to.equal(true);
    await engine.forget(clerk.agencyId, [{ kind: 'incoming', id: report.id }]);
    const gone = { kind: 'incoming', id: 'gone', version: 1 };
    const newer = { kind: 'incoming', id: another.id, version: 9 };
    await engine.write(clerk.agencyId, [gone, newer]);
    const differences = { damaged: [], documents: 4, missing: 1, stale: 1, left: 1, refused: [] };
    expect(await compare(false)).to.deep.equal(differences);
    expect(await compare(true)).to.deep.equal(differences);
    expect(agrees(await compare(false))).to.equal(true);
    expect(await kinds(clerk, 'thanh tra')).to.deep.equal(['incoming']);
  });

  it('makes an index again that is damaged, or of another format', async () => {
    const file = join(folder, `${clerk.agencyId}.search-index`);
    const found = async () => (await find(clerk, 'thanh tra')).total;
    expect(await found()).to.equal(1);
    await closeSearch();
    removeIndexFile(file);
    writeFileSync(file, 'not a database, but long enough to look like something'.repeat(100));
    expect((await refusalOf(found())).code).to.equal('search-unavailable');
    await until(async () => (await found()) === 1);
    await changeRow(incomingDocuments, report.id, { subject: 'Báo cáo tổng kết' });
    await until(async () => (await find(clerk, 'tổng kết')).total === 1);
    await closeSearch();
    removeIndexFile(file);
    const place = join(folder, 'place.json');
    writeFileSync(place, JSON.stringify({ ...JSON.parse(readFileSync(place, 'utf8')), format: 0 }));
    await until(async () => (await found()) === 1);
  });

  interface Other {
    /** What is different about its engine. */
    readonly engine?: (own: SearchEngine) => Partial<SearchEngine>;
    readonly sources?: readonly SearchSource[];
  }
  /** Another keeper, of indexes of its own. */
  const aKeeper = async ({ engine, sources }: Other) => {
    const own = mkdtempSync(join(folder, 'other-'));
    const real = engineInThread(own);
    const keeper = new IndexKeeper({
      engine: { ...real, ...engine?.(real) },
      sources: async () => sources ?? (await allSearchSources()),
      folder: own,
    });
    keeper.start();
    await until(async () => !keeper.isBuilding);
    const has = async ({ id }: { readonly id: string }) =>
      (await real.known(clerk.agencyId, 'incoming', [id])).length === 1;
    ends.push(async () => {
      await keeper.stop();
      await real.close();
    });
    return { keeper, has };
  };
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  it('goes on where it was once there is room again, and says meanwhile that it is behind', async () => {
    let [isFull, tries, comparisons] = [false, 0, 0];
    const { keeper, has } = await aKeeper({
      engine: (own) => ({
        write: async (...given) => {
          tries += 1;
          if (isFull) throw new Error('database or disk is full');
          await own.write(...given);
        },
        settle: async () => {
          if (isFull) throw new Error('database or disk is full');
          await own.settle();
        },
        agencies: async () => {
          comparisons += 1;
          return await own.agencies();
        },
      }),
    });
    const compared = comparisons;
    isFull = true;
    const late = anIncomingDocument({ agencyId: clerk.agencyId, number: 3 });
    await inTransaction(clerk, async (tx) => tx.insert(incomingDocuments, late));
    const before = tries;
    await until(async () => tries > before + 1);
    expect([keeper.isBuilding, keeper.secondsBehind > 0]).to.deep.equal([true, true]);
    isFull = false;
    await until(async () => (await has(late)) && !keeper.isBuilding);
    expect([keeper.secondsBehind, comparisons]).to.deep.equal([0, compared]);
    // It ends although there is no room to note how far it has come.
    isFull = true;
  });

  it('leaves out what cannot be brought in, and says of how many that is so', async () => {
    const sources = (await allSearchSources()).map((source) => ({
      ...source,
      entryOf: (row: never) => {
        if ((row as Row).id === another.id) throw new Error('a row that no release ever wrote');
        return source.entryOf(row);
      },
    }));
    const { keeper, has } = await aKeeper({ sources });
    expect([await has(report), await has(another), keeper.refused]).to.deep.equal([true, false, 1]);
    await changeRow(incomingDocuments, another.id, { subject: 'Kết luận mới' });
    const late = anIncomingDocument({ agencyId: clerk.agencyId, number: 4 });
    await inTransaction(clerk, async (tx) => tx.insert(incomingDocuments, late));
    await until(async () => await has(late));
    expect([keeper.refused, keeper.isBuilding]).to.deep.equal([1, false]);
  });

  it('knows nothing of a database that was made again, nor of indexes that somebody was about to make whole', async () => {
    const sources = await allSearchSources();
    const other = mkdtempSync(join(folder, 'other-'));
    const collections = await collectionsOf(sources);
    const place = await placeNow();
    await notePlace(other, collections, place);
    expect(await readPlace(other, collections)).to.deep.equal(place);
    expect(await readPlace(other, [...collections.slice(1), 'arrivals of another database'])).to.equal(undefined);
    const marks = await markUnfinished(other);
    expect(await readPlace(other, collections)).to.equal(undefined);
    await markFinished(other, marks);
    expect(await readPlace(other, collections)).to.deep.equal(place);
  });

  it('refuses a period that ends before it begins, and more words than anybody types', async () => {
    const reversed = find(clerk, 'a', { from: '2026-02-01', to: '2026-01-01' });
    expect((await refusalOf(reversed)).code).to.equal('date-out-of-range');
    expect((await refusalOf(find(clerk, 'a '.repeat(31)))).code).to.equal('too-many-words');
  });
});
