import { expect } from 'chai';
import { sortDropped } from '../../../../../../client/features/registry/incoming/register/dropped-documents.ts';

const file = (name: string, type = '') => ({ name, type });
const names = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);
const sorted = (files: readonly ReturnType<typeof file>[], isBusy: boolean) => {
  const { here, later, asked } = sortDropped(files, isBusy);
  return { here: names(here), later: names(later), asked: names(asked) };
};

describe('files dropped where documents are registered', () => {
  const three = [file('a.pdf'), file('bảng.xlsx'), file('B.PDF'), file('c', 'application/pdf')];

  it('are several documents when there are several PDFs, the first of them now; what is no PDF lies beside it', () => {
    expect(sorted(three, false)).to.deep.equal({ here: ['a.pdf', 'bảng.xlsx'], later: ['B.PDF', 'c'], asked: [] });
  });

  it('are asked about while another document is being registered, one or several; what is no PDF lies beside it', () => {
    expect(sorted(three, true)).to.deep.equal({ here: ['bảng.xlsx'], later: [], asked: ['a.pdf', 'B.PDF', 'c'] });
    expect(sorted([file('d.pdf')], true)).to.deep.equal({ here: [], later: [], asked: ['d.pdf'] });
    expect(sorted([file('b.docx')], true)).to.deep.equal({ here: ['b.docx'], later: [], asked: [] });
  });

  it('are the document of now when there is one PDF and nothing else is being registered', () => {
    const two = [file('a.pdf'), file('b.docx')];
    expect(sorted(two, false)).to.deep.equal({ here: ['a.pdf', 'b.docx'], later: [], asked: [] });
    for (const isBusy of [true, false]) {
      expect(sorted([], isBusy)).to.deep.equal({ here: [], later: [], asked: [] });
    }
  });
});
