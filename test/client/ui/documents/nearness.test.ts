import { expect } from 'chai';
import { nearness } from '../../../../client/ui/documents/nearness.ts';
import { uiText } from '../../../../client/ui/text.ts';

const { vi } = uiText;

describe('How near a deadline is', () => {
  it('is late in working days, and at least one', () => {
    expect(nearness('2026-11-17', '2026-11-18', vi)).to.deep.equal({ words: 'Quá 1 ngày làm việc', tone: 'bad' });
    expect(nearness('2026-11-21', '2026-11-22', vi).words).to.equal('Quá 1 ngày làm việc');
  });

  it('warns on its last days and is calm before', () => {
    expect(nearness('2026-11-18', '2026-11-18', vi)).to.deep.equal({ words: 'Hạn hôm nay', tone: 'caution' });
    expect(nearness('2026-11-21', '2026-11-20', vi).words, 'ends on a Saturday').to.equal('Hạn hôm nay');
    expect(nearness('2026-11-23', '2026-11-18', vi)).to.deep.equal({ words: 'Còn 3 ngày làm việc', tone: 'caution' });
    expect(nearness('2026-11-24', '2026-11-18', vi)).to.deep.equal({ words: 'Còn 4 ngày làm việc' });
  });
});
