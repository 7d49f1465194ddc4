import { expect } from 'chai';
import {
  cornersAtFirst,
  flattened,
  isSheet,
  movedCorner,
  type Pixels,
} from '../../../../../../../client/features/registry/incoming/register/photos/flatten.ts';

/** A photograph in which every dot says where it stands: red from left to right, green from top to bottom. */
function aPhoto(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) data.set([at % width, Math.floor(at / width), 0, 255], at * 4);
  return { width, height, data };
}

const dotAt = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe('a photographed sheet', () => {
  it('is made flat: each of its corners becomes one of the picture', () => {
    const flat = flattened(aPhoto(201, 201), [
      { x: 0.2, y: 0.1 },
      { x: 0.8, y: 0.1 },
      { x: 1, y: 0.9 },
      { x: 0, y: 0.9 },
    ]);
    expect([flat.width, flat.height]).to.deep.equal([200, 165]);
    const corners = [
      [0, 0, 40, 20],
      [199, 0, 160, 20],
      [199, 164, 200, 180],
      [0, 164, 0, 180],
    ] as const;
    for (const [x, y, red, green] of corners) {
      const [seenRed = 0, seenGreen = 0, , opaque] = dotAt(flat, x, y);
      expect(seenRed).to.be.closeTo(red, 2);
      expect(seenGreen).to.be.closeTo(green, 2);
      expect(opaque).to.equal(255);
    }
    // What is nearer to the camera is larger: the middle of the sheet stands above the middle of its picture.
    expect(dotAt(flat, 100, 82)[1]).to.be.lessThan(90);
  });

  it('stays as it is where it fills the photograph', () => {
    const photo = aPhoto(50, 40);
    const whole = [0, 1, 2, 3].reduce(
      (corners, at) => movedCorner(corners, at, { x: at === 1 || at === 2 ? 2 : -1, y: at < 2 ? -1 : 2 }),
      cornersAtFirst,
    );
    const flat = flattened(photo, whole);
    expect([flat.width, flat.height]).to.deep.equal([49, 39]);
    expect(dotAt(flat, 24, 19)[0]).to.be.closeTo(24.5, 1);
  });

  it('has corners that follow each other clockwise', () => {
    expect(isSheet(cornersAtFirst)).to.equal(true);
    expect(isSheet(movedCorner(cornersAtFirst, 0, { x: 1, y: 1 }))).to.equal(false);
  });
});
