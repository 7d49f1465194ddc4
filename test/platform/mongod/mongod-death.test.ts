import { expect } from 'chai';
import { explainDeath } from '../../../server/platform/mongod/mongod-death.ts';

const dead = (...lines: readonly object[]) =>
  explainDeath({
    version: '6.0.5',
    dataFolder: '/var/lib/vanban/mongod/data',
    logFile: '/var/lib/vanban/mongod/mongod.log',
    reason: 'code 14, signal -',
    lines: lines.map((line) => JSON.stringify(line)),
  }).message;
const fassert = [
  { s: 'F', c: 'ASSERT', msg: 'Fatal assertion', attr: { msgid: 28595 } },
  { s: 'F', c: 'ASSERT', msg: '\n\n***aborting after fassert() failure\n\n' },
];

describe('a mongod that dies while it starts', () => {
  for (const [what, lines, words] of [
    [
      'of damaged data',
      [{ s: 'E', c: 'WT', msg: 'WiredTiger error message', attr: { error: -31802, message: 'WT_ERROR' } }, ...fassert],
      /\/mongod\/data bị hỏng hoặc thiếu.*mongod\.log.*hãy chép riêng.*vanban restore/,
    ],
    ['of an assertion alone', fassert, /bị hỏng hoặc thiếu/],
    [
      'of a full disk, which ends in an assertion too',
      [{ s: 'E', c: 'WT', attr: { error: 28, message: 'pwrite: No space left on device' } }, ...fassert],
      /đĩa đã đầy.*giải phóng đĩa/,
    ],
    [
      'of data that another one uses',
      [{ s: 'E', c: 'STORAGE', attr: { error: { code: 100, codeName: 'DBPathInUse', errmsg: 'Unable to lock' } } }],
      /một mongod khác đang dùng \/var/,
    ],
    [
      'of data that belong to another account',
      [{ s: 'E', c: 'WT', attr: { message: 'open: Permission denied' } }, ...fassert],
      /không có quyền.*chown/,
    ],
    [
      'of data of another version',
      [{ s: 'F', c: 'STORAGE', msg: 'Wrong mongod version', attr: { error: 'UPGRADE PROBLEM: …' } }, ...fassert],
      /phiên bản khác.*MONGOD_BINARY/,
    ],
    ['of a damaged key', [{ s: 'E', c: 'ACCESS', msg: 'Unable to load security key' }], /mongod\.key.*xoá tệp ấy/],
    ['without a word', [], /\(code 14, signal -; nhật ký/],
  ] as const) {
    it(`${what} is explained in one sentence with the way on`, () => {
      expect(dead(...lines))
        .to.match(words)
        .and.match(/: hãy .+\. \(.+\.\)$/);
    });
  }
});
