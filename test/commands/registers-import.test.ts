import { expect } from 'chai';
import { useCommandLine } from '../support/command-line.ts';

describe('old registers by the command line', function () {
  this.timeout(120_000);
  const { vanban, file } = useCommandLine();
  const header = 'Số,Ký hiệu,Ngày văn bản,Tên loại và trích yếu,Người ký,Nơi nhận';

  it('are checked, refused with the faults by line, and taken over once they are right', async () => {
    await vanban(
      ...['agency', 'create', '--code', 'H99.08', '--name', 'Sở Nội vụ', '--symbol', 'SNV', '--place', 'Sao Mai'],
    );
    const about = ['--agency', 'H99.08', '--year', '2024', '--kind', 'outgoing'];
    const right = await file('so.csv', `${header}\n1,QĐ-SNV,02/01/2024,Quyết định,Trần Văn Bình,Văn phòng`);
    const wrong = await file('sai.csv', `${header}\n1,QĐ-SNV,32/01/2024,Quyết định,Trần Văn Bình,Văn phòng`);
    const refused = await vanban('registers', 'import', wrong, ...about);
    expect(refused.code).to.equal(1);
    expect(refused.answer).to.deep.include({
      registerId: null,
      problems: [{ line: 2, column: 'date', code: 'not-readable', detail: 'cannot be read' }],
    });
    const tried = await vanban('registers', 'import', right, ...about, '--dry-run');
    expect([tried.code, tried.answer.registerId, tried.answer.entries]).to.deep.equal([0, null, 1]);
    const taken = await vanban('registers', 'import', right, ...about);
    expect(taken.code).to.equal(0);
    expect(taken.answer.registerId).to.be.a('string');
    expect((await vanban('registers', 'import', right, ...about)).code, 'not twice').to.equal(1);
  });
});
