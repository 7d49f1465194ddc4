import { expect } from 'chai';
import { derBytes, derChildren, derSequence, readDer } from '../../../server/pdf-signatures/crypto/der-reader.ts';
import { der, derSequenceOf } from '../../../server/pdf-signatures/crypto/der-writer.ts';
import { readSignedData } from '../../../server/pdf-signatures/crypto/signed-data.ts';
import { aTimestampToken } from '../../support/authority-services.ts';
import { aDemoAuthority, signingTime } from '../../support/signing.ts';

describe('Reading the content of a container', () => {
  let token: Buffer;

  before(async () => {
    const { timestamp } = await aDemoAuthority();
    token = Buffer.from(aTimestampToken(timestamp, Buffer.from('stamped'), signingTime));
  });

  /** The token with its content wrapped anew, all else as it is. */
  function withContent(wrap: (octets: Buffer) => Buffer): Buffer {
    const [type, wrapped] = derSequence(readDer(token));
    if (type === undefined || wrapped === undefined) throw new Error('No container');
    const [version, algorithms, encapsulated, ...rest] = derSequence(derChildren(wrapped)[0]).map(derBytes);
    if (version === undefined || algorithms === undefined || encapsulated === undefined) throw new Error('No content');
    const [name, explicit] = derSequence(readDer(encapsulated));
    if (name === undefined || explicit === undefined) throw new Error('Nothing encapsulated');
    const content = derSequenceOf(derBytes(name), wrap(derBytes(derChildren(explicit)[0] ?? explicit)));
    return derSequenceOf(derBytes(type), der(0xa0, derSequenceOf(version, algorithms, content, ...rest)));
  }

  it('takes the one that is there', () => {
    expect(withContent((octets) => der(0xa0, octets))).to.deep.equal(token);
    expect(readSignedData(token).content).to.be.instanceOf(Buffer);
  });

  it('refuses a second content, which another reader might take for the first', () => {
    expect(() => readSignedData(withContent((octets) => der(0xa0, octets, octets)))).to.throw('two contents');
  });

  it('refuses a content under another tag', () => {
    expect(() => readSignedData(withContent((octets) => der(0xa4, octets)))).to.throw('Expected tag');
  });
});
