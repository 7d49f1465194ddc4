import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { readDirectory } from '../../../server/exchange/directory/read-directory.ts';
import { type SignedThing, signedThingIn, signedThingText } from '../../../server/exchange/messages/signed-thing.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { aDirectoryAuthority, aDirectoryList, aListedAgency } from '../../support/directory.ts';

const authority = aDirectoryAuthority();
const at = new Date('2026-11-30T03:00:00Z');
const list = aDirectoryList({ serial: 12, agencies: [aListedAgency('H99.05')] });
const signed = authority.sign(list);
const sha256 = createHash('sha256').update(signed.content).digest('hex');

function refused(thing: SignedThing, over: Partial<Parameters<typeof readDirectory>[1]> = {}): string | undefined {
  try {
    readDirectory(thing, { pinnedKey: authority.publicKey, at, ...over });
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('a signed list of agencies', () => {
  it('is read when the authority signed exactly its bytes', () => {
    expect(readDirectory(signed, { pinnedKey: authority.publicKey, at }).serial).to.equal(12);
    expect(refused(authority.sign(JSON.stringify(list, null, 2)))).to.equal(undefined);
  });

  it('is refused when anybody else signed it', () => {
    expect(refused(aDirectoryAuthority().sign(list))).to.equal('directory-signature-invalid');
    expect(refused({ ...signed, signature: Buffer.alloc(0) })).to.equal('directory-signature-invalid');
  });

  it('is refused when a single bit of it or of its signature was changed', () => {
    const flipped = (bytes: Uint8Array, bit: number): Buffer => {
      const copy = Buffer.from(bytes);
      const place = bit % (copy.length * 8);
      copy[place >> 3] = (copy[place >> 3] ?? 0) ^ (1 << (place & 7));
      return copy;
    };
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('content', 'signature'), (bit, part) => {
        const changed = { ...signed, [part]: flipped(signed[part as keyof SignedThing], bit) };
        expect(refused(changed)).to.equal('directory-signature-invalid');
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when it is older than the one that is held, whoever brings it', () => {
    expect(refused(signed, { held: { serial: 13, sha256: 'f'.repeat(64) } })).to.equal('directory-older');
    expect(refused(signed, { held: { serial: 11, sha256: 'f'.repeat(64) } })).to.equal(undefined);
  });

  it('is reported when another list bears its number, and is itself when its bytes are the held ones', () => {
    expect(refused(signed, { held: { serial: 12, sha256: 'f'.repeat(64) } })).to.equal('directory-forked');
    expect(refused(signed, { held: { serial: 12, sha256 } })).to.equal(undefined);
  });

  it('is refused from its end on', () => {
    const until = (validUntil: string) => authority.sign({ ...list, validUntil });
    expect(refused(until('2026-11-30T03:00:00.000Z'))).to.equal('directory-expired');
    expect(refused(until('2026-11-30T03:00:00.001Z'))).to.equal(undefined);
  });

  it('is told to be no list before its number is believed', () => {
    const held = { serial: 13, sha256: 'f'.repeat(64) };
    expect(refused(authority.sign({ ...list, agencies: 'none' }), { held })).to.equal('directory-malformed');
    expect(refused(authority.sign('[1, 2')), 'no JSON').to.equal('malformed-json');
  });
});

describe('a signed thing', () => {
  it('is read from the JSON that it was written in, and unknown members beside it are ignored', () => {
    const text = signedThingText(signed);
    const read = signedThingIn(Buffer.from(text.replace('{', '{"later": 1, ')));
    expect(read).to.deep.equal(signed);
  });

  for (const text of [
    '{}',
    '[]',
    '{"content": "AAAA"}',
    '{"content": "A", "signature": "AAAA"}',
    '{"content": 1, "signature": 2}',
  ])
    it(`is not ${text}`, () => expect(signedThingIn(Buffer.from(text))).to.equal(undefined));
});
