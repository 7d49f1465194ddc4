import { expect } from 'chai';
import fc from 'fast-check';
import { MOST_JSON_BYTES, parseJson } from '../../../server/platform/api/json-body.ts';
import { DomainError } from '../../../server/platform/errors.ts';

describe('a JSON body', () => {
  function codeOf(text: string): string {
    try {
      parseJson(Buffer.from(text));
      return 'accepted';
    } catch (error) {
      return error instanceof DomainError ? error.code : String(error);
    }
  }

  it('is read as JSON.parse reads it, whatever value it holds', () => {
    const ownNames = new Set(['__proto__', 'constructor', 'prototype']);
    const value = fc
      .jsonValue({ maxDepth: 5 })
      .filter((held) => ![...ownNames].some((name) => JSON.stringify(held).includes(name)));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (held, indent) => {
        const text = JSON.stringify(held, undefined, indent);
        expect(parseJson(Buffer.from(text))).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it('is accepted 32 deep and not 33, in arrays and objects', () => {
    expect(codeOf('['.repeat(32) + ']'.repeat(32))).to.equal('accepted');
    expect(codeOf('['.repeat(33) + ']'.repeat(33))).to.equal('too-deep');
    expect(codeOf(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`)).to.equal('too-deep');
  });

  it('may hold brackets, colons and names in its texts', () => {
    expect(codeOf(`{"a":"${'[{:,'.repeat(100)}","b":"\\"__proto__\\":"}`)).to.equal('accepted');
    expect(codeOf('{"a":"__proto__","b":["constructor"]}')).to.equal('accepted');
  });

  it('may repeat a name in another object, not in the same one, however it is written', () => {
    expect(codeOf('[{"a":1},{"a":2,"b":{"a":3}}]')).to.equal('accepted');
    expect(codeOf('{"a":1,"b":{},"a":2}')).to.equal('duplicate-key');
    expect(codeOf('{"a":1,"\\u0061":2}')).to.equal('duplicate-key');
  });

  it('is refused in a moment when it is as long as may be and odd all through', () => {
    const began = Date.now();
    for (const odd of ['"', '"\\', '{"a":', '\\"', '"a":', '\u0000', 'a'.repeat(9)]) {
      expect(codeOf(odd.repeat(MOST_JSON_BYTES / odd.length))).to.not.equal('accepted');
    }
    expect(codeOf(JSON.stringify('a'.repeat(MOST_JSON_BYTES - 2)))).to.equal('accepted');
    expect(Date.now() - began).to.be.below(2_000);
  });
});
