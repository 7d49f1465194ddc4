import { expect } from 'chai';
import '../../../server/stores.ts';
import { storedRows } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { documentsNaming, filesNamedIn, storesOfFiles } from '../../../server/platform/files/named-files.ts';
import { aLetter, issuedLetter, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

/** Every text of 64 hexadecimal digits in a value, with the way to it. */
function* hashesIn(value: unknown, way = ''): Generator<{ readonly sha256: string; readonly way: string }> {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) yield { sha256: value, way };
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  for (const [key, member] of Object.entries(value)) yield* hashesIn(member, `${way}.${key}`);
}

describe('files that rows name', function () {
  this.timeout(120_000);
  useFreshDatabase();
  const province = useProvince();
  before(async () => {
    await issuedLetter(await theBureau(province), aLetter(province, { to: ['ubnd', 'skhcn'] }));
    await province.work();
  });

  it('are all found: no row of evidence holds the hash of a stored file that is overlooked', async () => {
    const overlooked = new Set<string>();
    let found = 0;
    for (const store of storesOfFiles()) {
      for await (const row of storedRows(store)) {
        const named = new Set(filesNamedIn(row));
        found += named.size;
        for (const { sha256, way } of hashesIn(row)) {
          if (!named.has(sha256) && (await files().has(sha256))) overlooked.add(`${store.name}${way}`);
        }
      }
    }
    expect([...overlooked]).to.deep.equal([]);
    expect(found).to.be.greaterThan(10);
  });

  it('are called by the number and symbol of their document, never by an id', async () => {
    const named = new Set<string>();
    for (const store of storesOfFiles()) {
      for await (const row of storedRows(store)) for (const sha256 of filesNamedIn(row)) named.add(sha256);
    }
    const titles = await documentsNaming(named, storedRows);
    const all = [...titles.values()].flat();
    expect(titles.size).to.equal(named.size);
    for (const title of all) expect(title).not.to.match(/[0-9a-f]{8}-|undefined|[0-9a-f]{24}/);
    for (const kind of [
      /^văn bản đi 01\/SNV/,
      /^mẫu dấu của /,
      /^ảnh chữ ký của /,
      /^gói tin và biên nhận của .+ cho văn bản đi 01\//,
    ]) {
      expect(
        all.some((title) => kind.test(title)),
        String(kind),
      ).to.equal(true);
    }
  });
});
