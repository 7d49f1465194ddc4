import { expect } from 'chai';
import { bySigner } from '../../../../client/features/signing/verification/by-signer.ts';
import type { SignatureView } from '../../../../server/signing/contract.ts';

type Given = Parameters<typeof bySigner>[0][number];

function made(index: number, commonName: string, verdict: SignatureView['verdict']): Given {
  const signer = { commonName, serial: commonName, title: null, organization: null, isAgency: false };
  return { index, kind: 'signature', verdict, signer } as unknown as Given;
}

describe('signatures by who made them', () => {
  it('puts the worst signer first, with the worst signature first, and keeps the others in their order', () => {
    const signers = bySigner([
      made(0, 'Nguyễn An', 'valid'),
      made(1, 'Sở Nội vụ', 'valid'),
      made(2, 'Nguyễn An', 'valid'),
      made(3, 'Lê Bình', 'valid'),
      made(4, 'Lê Bình', 'invalid'),
      made(5, 'Trần Chi', 'unclear'),
    ]);
    expect(
      signers.map(({ name, verdict, signatures }) => [name, verdict, ...signatures.map(({ index }) => index)]),
    ).to.deep.equal([
      ['Lê Bình', 'invalid', 4, 3],
      ['Trần Chi', 'unclear', 5],
      ['Nguyễn An', 'valid', 0, 2],
      ['Sở Nội vụ', 'valid', 1],
    ]);
    expect(bySigner([])).to.deep.equal([]);
  });
});
