import { expect } from 'chai';
import fc from 'fast-check';
import { belonging, type Places } from '../../../server/platform/deployment/belonging.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';

const ours = '0199aaaa-0000-7000-8000-00000000000a';
const theirs = '0199bbbb-0000-7000-8000-00000000000b';
const settled = (deployment: string) => ({ deployment, settled: true });
const begun = (deployment: string) => ({ deployment, settled: false });

interface Found {
  readonly database?: Partial<Places['database']>;
  readonly storage?: Partial<Places['storage']>;
  readonly keys?: Partial<Places['keys']>;
}

/** Three empty places without marks, but for what is given. */
const places = ({ database, storage, keys }: Found): Places => ({
  database: { name: 'database', where: 'vanban (db1)', mark: undefined, filled: false, namesFiles: false, ...database },
  storage: { name: 'storage', where: '/var/lib/vanban', mark: undefined, filled: false, ...storage },
  keys: { name: 'keys', where: '/etc/vanban/keys', mark: undefined, filled: false, ...keys },
});
const filled = { filled: true };

describe('the three places of a deployment', () => {
  for (const [case_, found, id] of [
    ['all empty: a first start', {}, undefined],
    ['filled by a release that knew no marks', { database: filled, storage: filled, keys: filled }, undefined],
    ['of an earlier release, without a file yet', { database: filled, keys: filled }, undefined],
    ['a first start cut off after the keys', { keys: { mark: begun(ours) } }, ours],
    ['a first start cut off after the folders', { keys: { mark: begun(ours) }, storage: { mark: begun(ours) } }, ours],
    [
      'the first start of this release cut off before the database',
      { database: filled, storage: { ...filled, mark: begun(ours) }, keys: { ...filled, mark: begun(ours) } },
      ours,
    ],
    [
      'a first start cut off before its folders knew of the database',
      { database: { mark: settled(ours) }, storage: { mark: begun(ours) }, keys: { mark: begun(ours) } },
      ours,
    ],
    [
      'used and marked',
      {
        database: { ...filled, mark: settled(ours) },
        storage: { ...filled, mark: settled(ours) },
        keys: { ...filled, mark: settled(ours) },
      },
      ours,
    ],
  ] as const) {
    it(`belong together: ${case_}`, () => expect(belonging(places(found))).to.equal(id));
  }

  const marked = { database: settled(ours), storage: settled(ours), keys: settled(ours) };
  for (const [case_, found, words] of [
    [
      'another server’s storage',
      { database: { mark: marked.database }, keys: { mark: marked.keys } },
      /Kho tệp .*chưa thuộc.*STORAGE_DIR.*join --place storage/,
    ],
    [
      'an empty keys folder on a filled database',
      { database: { ...filled, mark: marked.database }, storage: { ...filled, mark: marked.storage } },
      /Thư mục khoá .*chưa thuộc.*KEYS_DIR/,
    ],
    [
      'the storage of another deployment',
      { database: { mark: marked.database }, storage: { mark: settled(theirs) }, keys: { mark: marked.keys } },
      /Kho tệp .*thuộc một hệ thống khác.*STORAGE_DIR/,
    ],
    [
      'the keys of another deployment',
      { database: { mark: marked.database }, storage: { mark: marked.storage }, keys: { mark: settled(theirs) } },
      /Thư mục khoá .*thuộc một hệ thống khác.*KEYS_DIR/,
    ],
    [
      'a misspelt or lost database',
      { storage: { ...filled, mark: marked.storage }, keys: { ...filled, mark: marked.keys } },
      /Cơ sở dữ liệu vanban \(db1\) còn trống.*MONGODB_DATABASE.*vanban restore/,
    ],
    [
      'a misspelt database although nothing was stored yet',
      { storage: { mark: marked.storage }, keys: { mark: marked.keys } },
      /còn trống/,
    ],
    [
      'a misspelt database at the first start of this release',
      { storage: filled, keys: filled },
      /còn trống.*của kho tệp/,
    ],
    ['keys of a deployment over an empty database', { keys: filled }, /còn trống.*của thư mục khoá/],
    [
      'a second database on one storage',
      {
        database: { ...filled, namesFiles: true },
        storage: { ...filled, mark: marked.storage },
        keys: { ...filled, mark: marked.keys },
      },
      /không phải là cơ sở dữ liệu.*join --place database/,
    ],
    [
      'a wrong storage at the first start of this release',
      { database: { ...filled, namesFiles: true }, keys: filled },
      /Kho tệp .*không có tệp nào.*STORAGE_DIR/,
    ],
    ['wrong keys at the first start of this release', { database: filled, storage: filled }, /không có khoá nhật ký/],
    [
      'files that were emptied',
      {
        database: { ...filled, namesFiles: true, mark: marked.database },
        storage: { mark: marked.storage },
        keys: { ...filled, mark: marked.keys },
      },
      /không có tệp nào.*files restore/,
    ],
    [
      'a log key that is gone',
      {
        database: { ...filled, mark: marked.database },
        storage: { ...filled, mark: marked.storage },
        keys: { mark: marked.keys },
      },
      /không có khoá nhật ký/,
    ],
  ] as const) {
    it(`are refused in one sentence: ${case_}`, () => {
      expect(() => belonging(places(found)))
        .to.throw(StartUpFailure)
        .with.property('message')
        .that.matches(words)
        .and.matches(/: hãy .+\. \(.+\.\)$/);
    });
  }

  it('never go on with two ids, nor under another id than the database has', () => {
    const mark = fc.option(fc.record({ deployment: fc.constantFrom(ours, theirs), settled: fc.boolean() }), {
      nil: undefined,
    });
    const folder = fc.record({ mark, filled: fc.boolean() });
    const base = fc.record({
      mark: fc.option(fc.constantFrom(settled(ours), settled(theirs)), { nil: undefined }),
      filled: fc.boolean(),
      namesFiles: fc.boolean(),
    });
    fc.assert(
      fc.property(base, folder, folder, (database, storage, keys) => {
        let id: string | undefined;
        try {
          id = belonging(places({ database, storage, keys }));
        } catch (error) {
          expect(error).to.be.instanceOf(StartUpFailure);
          return;
        }
        for (const place of [database, storage, keys]) if (place.mark) expect(place.mark.deployment).to.equal(id);
        if (database.mark) expect([storage.mark, keys.mark]).not.to.include(undefined);
        if (!database.mark && !database.filled) expect(storage.filled || keys.filled).to.equal(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
