import { createHash, sign } from 'node:crypto';
import { expect } from 'chai';
import { beginSignature, type SignatureRequest } from '../../../server/pdf-signatures/produce/sign-pdf.ts';
import { completeSignature } from '../../../server/pdf-signatures/produce/signature-value.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { aDemoAuthority, aPreparedPdf, aSignedPdf, signed, signingTime, signWith } from '../../support/signing.ts';

const codeOf = async (act: () => unknown): Promise<string> => {
  try {
    await act();
    return 'done';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('signing a PDF in two phases', () => {
  let prepared: Uint8Array;
  let request: SignatureRequest;
  before(async () => {
    const { leader } = await aDemoAuthority();
    prepared = (await aPreparedPdf({ initial: true })).pdf;
    request = { field: 'leader', certificate: leader.certificate, chain: leader.chain, signingTime, certify: 2 };
  });

  it('only appends: what was there stays byte for byte', async () => {
    const { leader } = await aDemoAuthority();
    const result = await signed(prepared, leader, { certify: 2 });
    expect(result.subarray(0, prepared.length).equals(prepared)).to.equal(true);
    expect(result.length).to.be.greaterThan(prepared.length);
  });

  it('covers everything but the value, and hands out what the key must sign', async () => {
    const begun = await beginSignature(prepared, request);
    const [start, gap, after, rest] = begun.byteRange;
    expect([start, gap]).to.deep.equal([0, begun.contents.offset]);
    expect(after).to.equal(gap + begun.contents.length);
    expect(after + rest).to.equal(prepared.length + begun.increment.length);
    expect(Buffer.from(begun.hash)).to.deep.equal(createHash('sha256').update(begun.signedAttributes).digest());
    expect(begun.signedAttributes[0]).to.equal(0x31); // SET OF, as it is hashed
  });

  it('writes the claimed time in Vietnam’s zone, and the format PAdES asks for', async () => {
    const text = Buffer.from((await beginSignature(prepared, request)).increment).toString('latin1');
    expect(text).to.contain("/M (D:20261105091500+07'00')");
    expect(text).to.contain('/SubFilter /ETSI.CAdES.detached').and.to.contain('/Filter /Adobe.PPKLite');
    expect(text)
      .to.match(/\/TransformMethod \/DocMDP/)
      .and.to.match(/\/Perms/);
  });

  it('can be stored between the phases', async () => {
    const { leader } = await aDemoAuthority();
    const begun = structuredClone(await beginSignature(prepared, request));
    const result = completeSignature(prepared, begun, sign('sha256', begun.signedAttributes, leader.privateKey));
    expect(result.length).to.equal(prepared.length + begun.increment.length);
  });

  it('refuses a file that changed meanwhile', async () => {
    const begun = await beginSignature(prepared, request);
    const { leader } = await aDemoAuthority();
    const value = sign('sha256', begun.signedAttributes, leader.privateKey);
    const other = await aSignedPdf({ pdf: prepared });
    expect(await codeOf(() => completeSignature(other, begun, value))).to.equal('signature-base-changed');
    const flipped = Buffer.from(prepared);
    flipped[flipped.length >> 1] = 0xff ^ (flipped[flipped.length >> 1] ?? 0);
    expect(await codeOf(() => completeSignature(flipped, begun, value))).to.equal('signature-base-changed');
  });

  it('refuses a value by another key, over other bytes, or that is no value at all', async () => {
    const begun = await beginSignature(prepared, request);
    const { leader, seal } = await aDemoAuthority();
    const values = [
      sign('sha256', begun.signedAttributes, seal.privateKey),
      sign('sha256', begun.hash, leader.privateKey),
      Buffer.alloc(0),
      Buffer.alloc(256),
    ];
    for (const value of values) {
      expect(await codeOf(() => completeSignature(prepared, begun, value))).to.equal('signature-value-wrong');
    }
  });

  it('refuses a field that is missing, is no signature field, or is signed already', async () => {
    const file = await aSignedPdf({ pdf: prepared });
    const again = { ...request, certify: undefined };
    expect(await codeOf(() => signedField(prepared, 'nobody'))).to.equal('field-missing');
    expect(await codeOf(() => signedField(prepared, 'number'))).to.equal('field-missing');
    expect(await codeOf(() => signedField(file, 'leader'))).to.equal('field-signed');
    async function signedField(pdf: Uint8Array, field: string): Promise<unknown> {
      const { certify, ...rest } = again;
      return beginSignature(pdf, { ...rest, field, ...(certify === undefined ? {} : { certify }) });
    }
  });

  it('certifies only a file that nobody signed before', async () => {
    const file = await aSignedPdf({ pdf: prepared });
    expect(await codeOf(() => beginSignature(file, { ...request, field: 'seal' }))).to.equal('already-signed');
  });

  it('takes ECDSA values as WebCrypto gives them (r||s) and as node gives them (DER)', async () => {
    const { authority } = await aDemoAuthority();
    const person = await authority.issue({ purpose: 'person', commonName: 'Đỗ Quỳnh Chi', keyType: 'p256' });
    const begun = await beginSignature(prepared, { ...request, certificate: person.certificate, chain: person.chain });
    const raw = sign('sha256', begun.signedAttributes, { key: person.privateKey, dsaEncoding: 'ieee-p1363' });
    for (const value of [raw, await signWith(person)(begun.signedAttributes)]) {
      expect(completeSignature(prepared, begun, value).length).to.be.greaterThan(prepared.length);
    }
  });
});
