import { expect } from 'chai';
import { beyond } from '../../../../client/ui/documents/checks.ts';
import { explanationTexts } from '../../../../server/pdf-signatures/verify/explanation-texts.ts';

describe('the checks below a verdict', () => {
  const changed = { state: 'bad', words: 'Nội dung đã bị sửa sau khi ký.' } as const;
  const unknown = { state: 'caution', words: 'Chưa kiểm tra được thu hồi.' } as const;

  it('do not say again what the sentence says, alone or with more behind it', () => {
    expect(beyond(changed.words, [changed])).to.deep.equal([]);
    expect(beyond(`${changed.words} Bản đầu còn nguyên.`, [changed, unknown])).to.deep.equal([unknown]);
  });

  it('come once each, the worst first', () => {
    const good = { state: 'good', words: 'Chứng thư còn hạn.' } as const;
    expect(beyond('Chưa rõ.', [good, unknown, changed, unknown])).to.deep.equal([changed, unknown, good]);
  });

  it('say all else, and every reason that is not the sentence', () => {
    expect(beyond('Chữ ký có giá trị.', [changed, unknown])).to.deep.equal([changed, unknown]);
    for (const { reasons } of Object.values(explanationTexts)) {
      const all = Object.values(reasons).map(({ why }) => why);
      for (const why of all) {
        const others = all.filter((other) => other !== why);
        const checks = others.map((words) => ({ state: 'bad', words }) as const);
        expect(beyond(why, checks), why).to.deep.equal(checks);
      }
    }
  });
});
