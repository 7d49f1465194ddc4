import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { DomainError } from '../../../server/platform/errors.ts';
import { explainFailure } from '../../../server/platform/start/explain-failure.ts';

const systemError = (code: string, path: string) => Object.assign(new Error(`${code}: ${path}`), { code, path });

describe('why a start failed', () => {
  for (const [code, words] of [
    ['EACCES', /không có quyền\): hãy giao nó cho tài khoản của máy chủ/],
    ['ENOSPC', /đĩa đã đầy\): hãy giải phóng đĩa/],
    ['EROFS', /chỉ cho đọc/],
    ['EIO', /ổ đĩa đọc ghi bị lỗi/],
    ['EWHATEVER', /lỗi EWHATEVER\): hãy kiểm tra/],
  ] as const) {
    it(`names file, cause and way for ${code}`, () => {
      const { message } = explainFailure(systemError(code, '/var/lib/vanban/x'));
      expect(message)
        .to.include('/var/lib/vanban/x')
        .and.match(words)
        .and.match(/: hãy .+\. \(.+\.\)$/);
    });
  }

  it('says it of what the system itself says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vanban-test-explain-'));
    await writeFile(join(folder, 'file'), '');
    const error = await open(join(folder, 'file', 'below')).catch((thrown: unknown) => thrown);
    expect(explainFailure(error).message)
      .to.include(join(folder, 'file', 'below'))
      .and.include('đi qua một tệp');
    await rm(folder, { recursive: true });
  });

  it('names the rights an account lacks, and keeps what is a sentence already', () => {
    const unauthorized = new mongo.MongoServerError({ code: 13, errmsg: 'not authorized on vanban' });
    expect(explainFailure(unauthorized).message).to.include('readWrite').and.include('clusterMonitor');
    const refusal = new DomainError('conflict', 'not-empty', 'đã có dữ liệu');
    expect(explainFailure(refusal)).to.equal(refusal);
  });

  it('is one sentence without a trace also for what nobody foresaw', () => {
    const { message } = explainFailure(new TypeError('x is not a function'));
    expect(message)
      .to.match(/TypeError: x is not a function.*hãy .+\. \(.+\.\)$/)
      .and.not.include('    at ');
  });
});
