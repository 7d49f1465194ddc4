import { expect } from 'chai';
import { howCounted, termEnd } from '../../../../client/features/routing/deadline.ts';
import { routingText } from '../../../../client/features/routing/text.ts';

const { vi } = routingText;

describe('A deadline of a directive', () => {
  it('ends after working days only, the day it is given not counted', () => {
    expect(termEnd(3, '2026-11-18')).to.equal('2026-11-23');
  });

  it('says how it was counted: from when, and which days off lie between', () => {
    expect(howCounted('2026-11-23', '2026-11-18', null, vi)).to.match(
      /^3 ngày làm việc, tính từ 19\/11(\/2026)?, nghỉ 21–22\/11(\/2026)?$/,
    );
  });

  it('names a single day off by itself', () => {
    expect(howCounted('2026-09-03', '2026-08-31', null, vi)).to.match(/nghỉ 01–02\/09/);
    expect(howCounted('2026-01-02', '2025-12-31', null, vi)).to.match(/nghỉ 01\/01/);
  });

  it('is compared with the deadline of the document itself', () => {
    expect(howCounted('2026-11-23', '2026-11-18', '2026-11-25', vi)).to.match(/sớm hơn hạn của văn bản \(25\/11/);
    expect(howCounted('2026-11-26', '2026-11-18', '2026-11-25', vi)).to.match(/muộn hơn hạn của văn bản \(25\/11/);
    expect(howCounted('2026-11-25', '2026-11-18', '2026-11-25', vi)).not.to.match(/hạn của văn bản/);
  });
});
