import { expect } from 'chai';
import { sortDropped } from '../../../../../../client/features/registry/incoming/register/dropped-documents.ts';

const file = (name: string, type = '') => ({ name, type });
const names = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);
const sorted = (files: readonly ReturnType<typeof file>[], hasMain: boolean) => {
  const { here, later } = sortDropped(files, hasMain);
  return { here: names(here), later: names(later) };
};

describe('files dropped where documents are registered', () => {
  const three = [file('a.pdf'), file('bảng.xlsx'), file('B.PDF'), file('c', 'application/pdf')];

  it('are several documents when there are several PDFs, the first of them now; what is no PDF lies beside it', () => {
    expect(sorted(three, false)).to.deep.equal({ here: ['a.pdf', 'bảng.xlsx'], later: ['B.PDF', 'c'] });
  });

  it('all wait while another document is being registered', () => {
    expect(sorted(three, true)).to.deep.equal({ here: ['bảng.xlsx'], later: ['a.pdf', 'B.PDF', 'c'] });
  });

  it('belong to the document of now when there is one PDF, or none', () => {
    for (const hasMain of [true, false]) {
      expect(sorted([file('a.pdf'), file('b.docx')], hasMain)).to.deep.equal({ here: ['a.pdf', 'b.docx'], later: [] });
      expect(sorted([], hasMain)).to.deep.equal({ here: [], later: [] });
    }
  });
});
