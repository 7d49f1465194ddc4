import { expect } from 'chai';
import { formOf } from '../../../server/registry/books/book-forms.ts';
import { handlingRow } from '../../../server/registry/books/handling-row.ts';
import type { IncomingDocument } from '../../../server/registry/incoming/incoming-document.ts';
import { anIncomingDocument, aRegister } from '../../support/registry.ts';

const now = new Date('2026-11-26T02:00:00Z');
const cellsOf = (over: Partial<IncomingDocument>) =>
  handlingRow(anIncomingDocument({ number: 3, ...over }), (id) => `Người ${id}`, now).cells;
const handler = { state: 'in-progress', dueOn: '2026-11-24', open: true } as const;

describe('a line of the book of what is handled', () => {
  it('says what came, who has it until when, how far and how late it is, and what answers it', () => {
    const answer = { documentId: 'd', code: '12/SNV-VP' };
    const cells = cellsOf({
      ...{ state: 'in-progress', dueOn: '2026-12-31' },
      handlers: [
        { positionId: 'b', role: 'co-handler', ...handler },
        { positionId: 'a', role: 'main', ...handler },
        { positionId: 'c', role: 'for-information', ...handler },
      ],
      answeredBy: [
        { ...answer, refused: true },
        { ...answer, code: '13/SNV-VP' },
      ],
      description: 'Kèm 2 phụ lục',
    });
    expect(cells).to.deep.equal([
      '03',
      'Công văn 01/STC-VP, 18/11/2026, Sở Tài chính tỉnh Sao Mai',
      'Người a. Phối hợp: Người b',
      '24/11/2026',
      'Đang xử lý, quá hạn 2 ngày làm việc',
      '13/SNV-VP',
      'Kèm 2 phụ lục',
    ]);
  });

  it('before anybody handles it names the leader who is to direct, and of what is over no delay', () => {
    expect(cellsOf({ state: 'presented', presentedTo: 'x' }).slice(2, 5)).to.deep.equal([
      ...['Người x', '', 'Đã trình, chờ bút phê'],
    ]);
    expect(cellsOf({ toPlaces: 'Phòng Tổ chức' }).slice(2, 5)).to.deep.equal(['Phòng Tổ chức', '', 'Chưa trình']);
    expect(cellsOf({ state: 'done', dueOn: '2026-11-20' })[4]).to.equal('Đã giải quyết');
  });

  it('stands only in a running register of incoming documents', () => {
    expect(formOf(aRegister(), 'handling')).to.equal('handling');
    expect(formOf(aRegister())).to.equal('incoming');
    expect(() => formOf(aRegister({ kind: 'outgoing' }), 'handling')).to.throw();
    const historical = { count: 1, first: 1, lastDate: null, voided: [] };
    expect(() => formOf(aRegister({ historical }), 'handling')).to.throw();
  });
});
