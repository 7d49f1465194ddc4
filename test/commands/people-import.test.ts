import { expect } from 'chai';
import { z } from 'zod';
import { readTable, repeated } from '../../scripts/named-table.ts';
import { useCommandLine } from '../support/command-line.ts';

const unit = z.object({ symbol: z.string().max(5), name: z.string(), note: z.string().optional() });
const columns = { symbol: 'Ký hiệu', name: 'Tên đơn vị', note: 'Ghi chú' };
const read = (text: string) => readTable(Buffer.from(text), unit, columns);

describe('a table of units or people', () => {
  it('has its columns in any order and spelling, with commas, semicolons or tabs', () => {
    for (const text of ['TÊN ĐƠN VỊ;Ký hiệu\nVăn phòng;VP', '\ufeffky hieu\tTên đơn vị\tGhi chú\nVP\tVăn phòng\t']) {
      expect(read(text)).to.deep.equal({ rows: [{ symbol: 'VP', name: 'Văn phòng', line: 2 }], problems: [] });
    }
  });

  it('tells every fault with its line and column', () => {
    expect(read('Ký hiệu,Tên đơn vị\nVP,Văn phòng\n,Kho\nQUADAI,Phòng\nTC,Tài chính,thừa').problems).to.deep.equal([
      { line: 3, column: 'Ký hiệu', detail: 'còn trống' },
      { line: 4, column: 'Ký hiệu', detail: 'không hợp lệ: QUADAI' },
      { line: 5, column: '', detail: 'nhiều ô hơn số cột' },
    ]);
    expect(read('Ký hiệu,Ký hiệu,Địa chỉ\nVP,VP,1').problems).to.deep.equal([
      { line: 1, column: 'Ký hiệu', detail: 'có hai lần' },
      { line: 1, column: 'Địa chỉ', detail: 'không phải là cột của bảng này' },
      { line: 1, column: 'Tên đơn vị', detail: 'thiếu cột' },
    ]);
    const { rows } = read('Ký hiệu,Tên đơn vị\nVP,Văn phòng\nVP,Văn phòng 2');
    expect(repeated(rows, ['VP', 'VP'], 'Ký hiệu')).to.deep.equal([
      { line: 3, column: 'Ký hiệu', detail: 'có hai lần: VP' },
    ]);
  });
});

describe('units and people of an agency by the command line', function () {
  this.timeout(120_000);
  const { vanban, file } = useCommandLine();

  it('come in as tables, all lines or none, and everybody gets a start password', async () => {
    await vanban(
      ...['agency', 'create', '--code', 'H99.08', '--name', 'Sở Nội vụ', '--symbol', 'SNV', '--place', 'Sao Mai'],
    );
    const at = ['--agency', 'H99.08'];
    const units = await file('units.csv', 'Ký hiệu,Tên đơn vị\nVP,Văn phòng\nKH,Phòng Kế hoạch\n');
    expect((await vanban('unit', 'import', units, ...at)).answer).to.deep.equal({ rows: 2, problems: [], kept: true });
    const head = 'Tên đăng nhập,Họ và tên,Chức vụ,Vai trò,Đơn vị,Từ ngày\n';
    const lan = 'lan.nt,Nguyễn Thị Lan,Văn thư,Văn thư + chuyên viên,VP,01/02/2026\n';
    const wrong = await file(
      'wrong.csv',
      `${head}${lan}binh.tv,Trần Văn Bình,Giám đốc,vua,,\nha.pt,Hà,Chuyên viên,specialist,XX,`,
    );
    expect(await vanban('user', 'import', wrong, ...at)).to.deep.equal({
      code: 1,
      answer: {
        rows: 2,
        problems: [
          { line: 3, column: 'Vai trò', detail: 'không hợp lệ: vua' },
          { line: 4, column: 'Đơn vị', detail: 'không có đơn vị: XX' },
        ],
        kept: false,
        accounts: [],
      },
    });
    const right = await file('right.csv', `${head}${lan}binh.tv,Trần Văn Bình,Giám đốc,leader,,\n`);
    expect((await vanban('user', 'import', right, ...at, '--dry-run')).answer).to.include({ rows: 2, kept: false });
    const { code, answer } = await vanban('user', 'import', right, ...at);
    expect([code, answer.kept]).to.deep.equal([0, true]);
    expect(answer)
      .to.have.nested.property('accounts[0].startPassword')
      .that.matches(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    const list = await vanban('user', 'list', ...at);
    expect(list.answer).to.have.nested.property('[0].people[0].username', 'lan.nt');
    const position = '[0].people[0].positions[0]';
    expect(list.answer).to.have.deep.nested.property(`${position}.roles`, ['clerk', 'specialist']);
    expect(list.answer).to.have.nested.property(`${position}.unitName`, 'Văn phòng');
    expect(list.answer).to.have.nested.property(`${position}.from`, '2026-02-01');
  });
});
