import { expect } from 'chai';
import {
  type DirectoryAgency,
  electronically,
  lacksPaperReason,
  namedIn,
  onPaper,
  ownUnit,
  summedUp,
  tooLongFor,
  unknownCodes,
  wayTo,
  withMore,
} from '../../../../../../client/features/registry/outgoing/recipients/recipients.ts';

const directory = [
  anAgency({ agencyId: 'a1', code: 'H99.14', name: 'Sở Tài chính' }),
  anAgency({ agencyId: 'a2', code: 'H99.31', name: 'Ủy ban nhân dân huyện Thanh Bình' }),
  anAgency({
    code: 'H99.40',
    name: 'Sở Y tế',
    hosting: 'elsewhere',
    otherNames: ['000.00.40.H99', 'Sở Y tế và Xã hội'],
  }),
];
const [finance, district, health] = directory.map(electronically);
const choosable = { agencies: directory, units: [{ id: 'u1', name: 'Văn phòng' }] };

function anAgency(over: Partial<DirectoryAgency>): DirectoryAgency {
  return {
    agencyId: null,
    code: '',
    name: '',
    hosting: 'here',
    ...{ electronic: true, overAxis: false },
    otherNames: [],
    limits: null,
    ...over,
  };
}

describe('recipients pasted from a document', () => {
  it('finds agencies by their names, without diacritics too, and by their codes', () => {
    expect(namedIn('- Sở Tài chính;\n- uy ban nhan dan huyen thanh binh.', choosable)).to.deep.equal([
      finance,
      district,
    ]);
    expect(namedIn('H99.14; H99.31', choosable)).to.deep.equal([finance, district]);
  });

  it('finds agencies of other deployments by what they were called before, and names them by their codes', () => {
    expect(namedIn('So Y te va Xa hoi; Sở Y tế\n000.00.40.H99', choosable)).to.deep.equal([health, health, health]);
    expect(health).to.include({ agencyId: null, code: 'H99.40', paperCopies: 0 });
    expect(
      withMore(
        [],
        [health, health].flatMap((one) => one ?? []),
      ),
    ).to.have.length(1);
  });

  it('says by which way each agency is reached', () => {
    const ways = [
      {},
      { hosting: 'elsewhere' },
      { electronic: false },
      { hosting: 'none', electronic: false },
      { hosting: 'none', overAxis: true },
    ] as const;
    expect(ways.map((over) => wayTo(anAgency(over)))).to.deep.equal([
      'electronic',
      'elsewhere',
      'paperOnly',
      'noSystem',
      'overAxis',
    ]);
  });

  it('names codes that no agency has, since a slip in one would send paper to nobody', () => {
    const found = namedIn('H99.14; H77.77\n000.00.77.h77; Công ty Minh Trí', choosable);
    expect(unknownCodes(found)).to.deep.equal(['H77.77', '000.00.77.h77']);
  });

  it('takes every other name as reached on paper, a person by how one is called', () => {
    expect(namedIn('Công ty Cổ phần Minh Trí.', choosable)).to.deep.equal([onPaper('Công ty Cổ phần Minh Trí')]);
    const kinds = ['Công ty Minh Trí', 'Ông Nguyễn Văn An', 'Các ông, bà trong Ban Giám đốc'].map(onPaper);
    expect(kinds.map(({ kind }) => kind)).to.deep.equal(['organisation', 'person', 'person']);
  });

  it('finds units of one’s own', () => {
    expect(namedIn('van phong', choosable)).to.deep.equal(choosable.units.map(ownUnit));
  });

  it('sums up how all of them are reached', () => {
    const all = namedIn('H99.14\nH99.40\nVăn phòng\nCông ty Minh Trí', choosable);
    const agencyOf = ({ code, agencyId }: { code: string | null; agencyId: string | null }) =>
      directory.find((one) => (agencyId === null ? one.code === code : one.agencyId === agencyId));
    expect(summedUp(all, agencyOf)).to.deep.equal({ electronic: 2, paper: 1, internal: 1 });
  });

  it('passes over empty lines', () => expect(namedIn('\n - \n;;\n', choosable)).to.deep.equal([]));

  it('adds nobody twice and keeps the order', () => {
    const before = namedIn('Minh Trí\nSở Tài chính', choosable);
    expect(
      withMore(before, namedIn('MINH TRÍ; H99.14; H99.31; H99.31', choosable)).map(({ name }) => name),
    ).to.deep.equal(['Minh Trí', 'Sở Tài chính', 'Ủy ban nhân dân huyện Thanh Bình']);
  });
});

describe('files for an agency', () => {
  it('are too long beyond what the directory says of it, and none are where that says nothing', () => {
    const limits = { mainFileBytes: 100, attachmentBytes: 200 };
    const files = {
      main: [{ name: 'cong-van.pdf', size: 101 }],
      beside: [
        { name: 'ban-ve.zip', size: 201 },
        { name: 'phu-luc.pdf', size: 200 },
      ],
    };
    expect(tooLongFor({ limits }, files)).to.deep.equal(['cong-van.pdf', 'ban-ve.zip']);
    expect(tooLongFor({ limits: null }, files)).to.deep.equal([]);
  });
});

describe('paper beside the electronic document', () => {
  const withPaper = { ...electronically(anAgency({ agencyId: 'a1', name: 'Sở Tài chính' })), paperCopies: 1 };

  it('needs a reason', () => {
    expect(lacksPaperReason([{ ...withPaper, paperReason: null }])).to.equal(true);
    expect(lacksPaperReason([{ ...withPaper, paperReason: '  ' }])).to.equal(true);
    expect(lacksPaperReason([{ ...withPaper, paperReason: 'Bản vẽ khổ A0' }])).to.equal(false);
  });

  it('needs none where paper is the only way', () => expect(lacksPaperReason([onPaper('Minh Trí')])).to.equal(false));
});
