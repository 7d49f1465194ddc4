import { expect } from 'chai';
import { pdfjs } from '../../server/pdf-signatures/pdf/pdfjs.ts';

const builtIns = { Array, Function, JSON, Number, Object, RegExp, String };

describe('pdf.js', () => {
  it('puts nothing slower in the place of what the whole process works with', async () => {
    await pdfjs();
    const replaced = Object.entries(builtIns).flatMap(([name, builtIn]) =>
      [builtIn, 'prototype' in builtIn ? builtIn.prototype : {}].flatMap((object) =>
        Object.entries(Object.getOwnPropertyDescriptors(object))
          // What the engine brings has no `prototype`; a function that somebody has written has.
          .filter(([, { value }]) => typeof value === 'function' && value !== builtIn)
          .filter(([, { value }]) => Object.hasOwn(value, 'prototype'))
          .map(([key]) => `${name}.${key}`),
      ),
    );
    expect(replaced).to.deep.equal([]);
  });
});
