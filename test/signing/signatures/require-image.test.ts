import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { signatureImage } from '../../../scripts/demo/images.ts';
import { identityContract } from '../../../server/identity/contract.ts';
import { people } from '../../../server/identity/store.ts';
import { readOne } from '../../../server/platform/database/store.ts';
import { refused, send } from '../../support/ask.ts';
import type { Agent } from '../../support/identity.ts';
import { upload } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const HEADER_BYTES = 33;

describe('the picture of a signature', function () {
  this.timeout(60_000);
  useFreshDatabase();
  const province = useProvince();
  let leader: Agent;
  let png: Buffer;

  before(async () => {
    leader = await province.signIn('giamdoc', 'snv');
    png = await signatureImage('Trần Quốc Bảo');
  });

  const give = async (picture: Buffer) => ({ body: { uploadId: await upload(leader, picture, 'chu-ky.png') } });
  /** The same picture with another size in its header. */
  const claiming = (width: number, height: number): Buffer => {
    const claims = Buffer.from(png);
    claims.writeUInt32BE(width, 16);
    claims.writeUInt32BE(height, 20);
    return claims;
  };
  /** As many pixels as are allowed in the header, and a hundred times as many in the stream. */
  const bomb = (): Buffer => {
    const data = deflateSync(Buffer.alloc(400_000_000));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([
      claiming(2_000, 2_000).subarray(0, HEADER_BYTES),
      length,
      Buffer.from('IDAT'),
      data,
      Buffer.alloc(4),
    ]);
  };

  it('is taken when a document could show it', async () => {
    expect((await send(leader, identityContract.setSignatureImage, await give(png))).status).to.equal(204);
  });

  for (const [name, picture, problem] of [
    ['cut off', () => png.subarray(0, png.length / 2), '422 image-unreadable'],
    ['nothing but a header', () => png.subarray(0, HEADER_BYTES), '422 image-unreadable'],
    ['of nine million pixels', () => claiming(3_000, 3_000), '422 image-unreadable'],
    ['huge once it is unpacked', bomb, '422 too-complex'],
  ] as const) {
    it(`is refused when it is ${name}, and the one before stays`, async () => {
      const { personId } = province.actor('giamdoc', 'snv');
      const before = (await readOne(people, { _id: personId }))?.signatureImage;
      expect(await refused(leader, identityContract.setSignatureImage, await give(picture()))).to.equal(problem);
      expect((await readOne(people, { _id: personId }))?.signatureImage).to.equal(before);
    });
  }
});
