import { expect } from 'chai';
import { MOST_MEMBERS } from '../../../server/exchange/evidence/archive.ts';
import { readArchive } from '../../../server/exchange/evidence/read-archive.ts';
import { sourceOf } from '../../../server/exchange/evidence/verify/bytes-source.ts';
import {
  type Content,
  contentOf,
  type Member,
  wholeArchive,
  writeArchive,
} from '../../../server/exchange/evidence/write-archive.ts';

const at = new Date('2026-11-30T01:00:00Z');
const MB = 1024 * 1024;

describe('an archive of evidence', () => {
  it('gives its members back, whatever they are called and however short they are', async () => {
    const names = ['mimetype', 'files/1-Báo cáo quý IV.pdf', 'META-INF/rỗng'];
    const archive = await wholeArchive(
      names.map((name, index) => ({ name, content: contentOf(Buffer.alloc(2 * index, name)) })),
      at,
    );
    const members = await readArchive(sourceOf(archive));
    expect(members.map(({ name }) => name)).to.deep.equal(names);
    expect(members.map(({ start, end }) => end - start)).to.deep.equal([0, 2, 4]);
  });

  it('holds no more of a long file than the piece that was just read', async () => {
    let read = 0;
    const pieces = 100;
    const content: Content = {
      size: pieces * MB,
      async *open() {
        for (let piece = 0; piece < pieces; piece += 1) {
          read += 1;
          yield Buffer.alloc(MB);
        }
      },
    };
    let written = 0;
    for await (const part of writeArchive([{ name: 'files/1-ban-ve.pdf', content }], at)) {
      if (part.length === MB) written += 1;
      // Read once for the checksum; then each piece goes out before the next is asked for.
      if (written < pieces) expect(read).to.equal(pieces + written);
    }
    expect(written).to.equal(pieces);
  });

  it('refuses what its headers cannot say, and more than its reader takes', async () => {
    const huge: Content = { size: 4 * 1024 * MB, open: () => contentOf(Buffer.alloc(0)).open() };
    const one = { name: 'receipts/1', content: contentOf(Buffer.alloc(0)) };
    for (const members of [[{ name: 'files/1-phim.zip', content: huge }], Array<Member>(MOST_MEMBERS + 1).fill(one)]) {
      const refused = await writeArchive(members, at)
        .next()
        .then(
          () => 'written',
          ({ code }) => code,
        );
      expect(refused).to.equal('evidence-too-large');
    }
  });

  it('lets no name stand twice', async () => {
    const one = { name: 'files/1', content: contentOf(Buffer.from('a')) };
    const refused = await readArchive(sourceOf(await wholeArchive([one, one], at))).catch(({ code }) => code);
    expect(refused).to.equal('archive-malformed');
  });
});
