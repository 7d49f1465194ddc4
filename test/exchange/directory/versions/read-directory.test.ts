import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ListVersion,
  readDirectory,
  refuseOutdated,
} from '../../../../server/exchange/directory/versions/read-directory.ts';
import { type SignedThing, signedThingIn, signedThingText } from '../../../../server/exchange/messages/signed-thing.ts';
import { DomainError } from '../../../../server/platform/errors.ts';
import { aDirectoryAuthority, aDirectoryList, aListedAgency } from '../../../support/directory.ts';

const authority = aDirectoryAuthority();
const at = new Date('2026-11-30T03:00:00Z');
const list = aDirectoryList({ serial: 12, agencies: [aListedAgency('H99.05')] });
const signed = authority.sign(list);
const sha256 = createHash('sha256').update(signed.content).digest('hex');

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
const refused = (thing: SignedThing) => codeOf(() => readDirectory(thing, authority.publicKey));

describe('a signed list of agencies', () => {
  it('is read when the authority signed exactly its bytes', () => {
    expect(readDirectory(signed, authority.publicKey).serial).to.equal(12);
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
      fc.property(fc.nat(), fc.constantFrom('content' as const, 'signature' as const), (bit, part) => {
        const changed = { ...signed, [part]: flipped(signed[part], bit) };
        expect(refused(changed)).to.equal('directory-signature-invalid');
      }),
      { numRuns: 200 },
    );
  });

  it('is no list when the authority signed something else', () => {
    expect(refused(authority.sign({ ...list, agencies: 'none' }))).to.equal('directory-malformed');
    expect(refused(authority.sign('[1, 2')), 'no JSON').to.equal('malformed-json');
  });

  const validUntil = new Date('2026-12-31T00:00:00Z');
  const outdated = (serial: number, held?: ListVersion, moment = at) =>
    refuseOutdated({ serial, sha256, validUntil }, held, moment);
  const other = 'f'.repeat(64);

  it('is refused when it is older than the one that is held, whoever brings it', () => {
    expect(codeOf(() => outdated(11, { serial: 12, sha256: other }))).to.equal('directory-older');
    expect(outdated(13, { serial: 12, sha256: other })).to.equal(false);
    expect(outdated(1)).to.equal(false);
  });

  it('is reported when another list bears its number, and is itself when its bytes are the held ones', () => {
    expect(codeOf(() => outdated(12, { serial: 12, sha256: other }))).to.equal('directory-forked');
    expect(outdated(12, { serial: 12, sha256 })).to.equal(true);
  });

  it('is refused from its end on, unless it is held already', () => {
    const justBefore = new Date(validUntil.getTime() - 1);
    expect(outdated(12, undefined, justBefore)).to.equal(false);
    expect(codeOf(() => outdated(12, undefined, validUntil))).to.equal('directory-expired');
    expect(outdated(12, { serial: 12, sha256 }, validUntil)).to.equal(true);
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
