import { expect } from 'chai';
import { readDirectoryList } from '../../../../server/exchange/directory/versions/directory-list.ts';
import { formerListIn, nextList, toldEntryIn } from '../../../../server/exchange/directory/versions/next-list.ts';
import { DomainError } from '../../../../server/platform/errors.ts';
import { aListedAgency, aListedDeployment } from '../../../support/directory.ts';

const head = {
  name: 'Danh bạ liên thông tỉnh Sao Mai',
  issuedAt: new Date('2026-11-30T01:00:00Z'),
  validUntil: new Date('2027-02-28T00:00:00Z'),
};
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));
/** An entry of a deployment with these agencies, as it was sent. */
const told = (id: string, codes: readonly string[], over: object = {}) =>
  toldEntryIn(
    bytesOf({
      deployments: [aListedDeployment({ id, address: `https://${id}.gov.vn/api/exchange/v1` })],
      agencies: codes.map((code) => aListedAgency(code, { deployment: id, ...over })),
    }),
  );

describe('the next list of an authority', () => {
  const listed = {
    aliases: [{ code: '000.00.15.H98', until: null }],
    formerNames: [{ name: 'Tên cũ', until: '2025-02-28' }],
  };
  const byHand = { ...told('binh-minh', ['H98.15'], { ...listed, note: 'của tỉnh bạn' }) };
  const first = nextList(undefined, [told('sao-mai', ['H99.08', 'H99.09']), byHand], head);
  const former = () => formerListIn(bytesOf(first));
  const codes = ({ agencies }: Pick<typeof first, 'agencies'>) => agencies.map(({ code }) => code);

  it('is number 1, of all that was told', () => {
    const { serial, agencies, deployments } = readDirectoryList(bytesOf(first));
    expect([serial, deployments.length, agencies.length]).to.deep.equal([1, 2, 3]);
  });

  it('has what a deployment tells now in the place of what it told before, and all others as they were', () => {
    const next = nextList(former(), [told('sao-mai', ['H99.08', 'H99.10']), told('son-la', ['H97.01'])], head);
    expect([next.serial, codes(next)]).to.deep.equal([2, ['H98.15', 'H99.08', 'H99.10', 'H97.01']]);
    expect(next.deployments.map(({ id }) => id)).to.deep.equal(['binh-minh', 'sao-mai', 'son-la']);
    expect(next.agencies[0]).to.deep.equal(byHand.agencies[0]);
  });

  it('keeps other codes and former names that an entry does not tell', () => {
    const [agency] = nextList(former(), [told('binh-minh', ['H98.15'])], head).agencies.slice(-1);
    expect(agency).to.deep.include(listed);
  });

  it('has an agency twice that two deployments claim, which nobody signs', () => {
    const claimed = nextList(former(), [told('son-la', ['H98.15'])], head);
    expect(() => readDirectoryList(bytesOf(claimed)))
      .to.throw(DomainError)
      .with.property('code', 'directory-ambiguous');
    const moved = nextList(former(), [told('son-la', ['H98.15']), told('binh-minh', [])], head);
    expect(codes(moved)).to.deep.equal(['H99.08', 'H99.09', 'H98.15']);
  });

  it('gives an agency without a system the one that tells of it', () => {
    const paper = formerListIn(bytesOf({ ...first, agencies: [aListedAgency('H99.20', { deployment: null })] }));
    const { agencies } = nextList(paper, [told('sao-mai', ['H99.20'])], head);
    expect(agencies.map(({ deployment }) => deployment)).to.deep.equal(['sao-mai']);
  });

  it('is made of entries alone', () => {
    expect(() => toldEntryIn(bytesOf({ deployments: [] })))
      .to.throw(DomainError)
      .with.property('code', 'directory-malformed');
  });
});
