import { expect } from 'chai';
import fc from 'fast-check';
import {
  isBlank,
  type Picture,
  runsAlongRows,
  type Turn,
  turnedPicture,
} from '../../../server/intake/scans/picture.ts';

/** A sheet with so many lines of words, on paper of that lightness. */
function aSheet(lines: number, paper = 240): Picture {
  const [width, height] = [300, 420];
  const grey = new Uint8Array(width * height).fill(paper);
  for (let line = 0; line < lines; line += 1) {
    for (let y = 60 + line * 16; y < 66 + line * 16; y += 1) {
      for (let x = 40; x < 260; x += 1) if (x % 7 < 4) grey[y * width + x] = 20;
    }
  }
  return { width, height, grey };
}

describe('the picture of a page', () => {
  it('is blank without ink: dust, the shadow of an edge and what shines through count as none', () => {
    const dusty = aSheet(0);
    dusty.grey.fill(30, 0, 600);
    for (const at of [40_000, 51_234, 66_000]) dusty.grey[at] = 0;
    for (let at = 30_000; at < 60_000; at += 2) dusty.grey[at] = 200;
    expect([isBlank(aSheet(0)), isBlank(dusty), isBlank(aSheet(0, 180))]).to.deep.equal([true, true, true]);
    expect([isBlank(aSheet(1)), isBlank(aSheet(20, 180))]).to.deep.equal([false, false]);
  });

  it('tells whether its lines run along its rows', () => {
    expect(runsAlongRows(aSheet(12))).to.equal(true);
    expect(runsAlongRows(turnedPicture(aSheet(12), 180))).to.equal(true);
    expect([90, 270].map((turn) => runsAlongRows(turnedPicture(aSheet(12), turn as Turn)))).to.deep.equal([
      false,
      false,
    ]);
  });

  it('turns clockwise, and back again to what it was', () => {
    expect(turnedPicture({ width: 2, height: 1, grey: Uint8Array.of(1, 2) }, 90).grey).to.deep.equal(
      Uint8Array.of(1, 2),
    );
    const corner = { width: 3, height: 2, grey: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    expect(turnedPicture(corner, 90)).to.deep.equal({ width: 2, height: 3, grey: Uint8Array.of(4, 1, 5, 2, 6, 3) });
    const picture = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
      .chain(([width, height]) =>
        fc
          .uint8Array({ minLength: width * height, maxLength: width * height })
          .map((grey) => ({ width, height, grey })),
      );
    fc.assert(
      fc.property(picture, fc.constantFrom<Turn>(0, 90, 180, 270), (one, turn) => {
        const back = turnedPicture(turnedPicture(one, turn), ((360 - turn) % 360) as Turn);
        expect(back).to.deep.equal(one);
      }),
    );
  });
});
