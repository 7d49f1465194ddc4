import { deflateSync } from 'node:zlib';
import { aTarget, type Target } from '../../test/support/attacks/pdf-bytes.ts';
import type { Mutation } from './damage.ts';
import type { Dice } from './dice.ts';
import { oddValue } from './pdf-text.ts';

/** Cross-references: the file's own changed in place, or one more appended, as table, stream or both, with odd entries. */
export const oddXref = (dice: Dice, file: Buffer): Mutation =>
  dice.oneIn(3) ? changedInPlace(dice, file) : dice.oneIn(2) ? appendedTable(dice, file) : appendedStream(dice, file);

/** Digits and keywords of the tables, trailers and markers turned into other ones of the same length. */
function changedInPlace(dice: Dice, file: Buffer): Mutation {
  const text = file.toString('latin1');
  const words = [
    ...text.matchAll(
      /startxref\s+\d+|\d{10} \d{5} [nf]|\/(?:Prev|Size|W|Index|Root|XRefStm|First|N|Length) [^/>]{1,40}/g,
    ),
  ];
  const bytes = Buffer.from(file);
  const changes = 1 + dice.below(3);
  const where: number[] = [];
  for (let change = 0; change < changes && words.length > 0; change += 1) {
    const word = dice.pick(words);
    const digits = [...word[0].matchAll(/[\dnf]/g)];
    if (digits.length === 0) continue;
    const at = word.index + (dice.pick(digits).index ?? 0);
    bytes.write(dice.pick([...'0123456789nf -/[']), at, 'latin1');
    where.push(at);
  }
  return { what: `cross-reference changed at ${where.join(' ')}`, bytes };
}

interface Base {
  readonly target: Target;
  readonly body: string;
  readonly offsets: ReadonlyMap<number, number>;
  readonly previous: number;
}

/** The file with a few objects behind it, some of them copies of its own. */
function withBody(dice: Dice, file: Buffer): Base {
  const target = aTarget(file);
  const known = [...target.view.numbers()];
  const offsets = new Map<number, number>();
  let body = '\n';
  const count = dice.below(4);
  for (let index = 0; index < count; index += 1) {
    const number = dice.oneIn(2) ? dice.pick(known) : target.size + dice.below(5);
    offsets.set(number, file.length + body.length);
    body += `${number} 0 obj\n${oddValue(dice, known)}\nendobj\n`;
  }
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1'))?.[1]);
  return { target, body, offsets, previous };
}

function trailerOf(dice: Dice, { target, previous }: Base, fileLength: number): string {
  const entries: Record<string, string> = {
    Size: String(target.size + 5),
    Root: `${target.root} 0 R`,
    Prev: String(previous),
  };
  const odd = dice.pick(['Size', 'Root', 'Prev', 'XRefStm', 'Encrypt', 'Info', 'ID', 'None']);
  if (odd !== 'None') {
    entries[odd] = dice.oneIn(2)
      ? String(dice.oddNumber(fileLength))
      : oddValue(dice, [...target.view.numbers(), target.size]);
  }
  const twice = dice.oneIn(10) ? '/Root 1 0 R ' : '';
  return `${twice}${Object.entries(entries)
    .map(([key, value]) => `/${key} ${value}`)
    .join(' ')}`;
}

const ending = (dice: Dice, xref: number, limit: number): string => {
  const told = dice.oneIn(8) ? dice.oddNumber(limit) : xref;
  return dice.oneIn(12)
    ? `startxref\n${told}`
    : `startxref\n${told}\n%%EOF${dice.pick(['\n', '', '\r\n', '\n\n', ' '])}`;
};

function appendedTable(dice: Dice, file: Buffer): Mutation {
  const base = withBody(dice, file);
  const xref = file.length + base.body.length;
  let table = 'xref\n';
  for (const [number, offset] of base.offsets)
    table += `${number} ${dice.oneIn(8) ? dice.oddNumber(9) : 1}\n${line(dice, offset, file.length)}`;
  const more = dice.below(4);
  for (let index = 0; index < more; index += 1) {
    const count = dice.oneIn(6) ? dice.oddNumber(100) : 1 + dice.below(3);
    table += `${dice.oddNumber(base.target.size)} ${count}\n`;
    for (let row = 0; row < Math.min(count, 200); row += 1) table += line(dice, dice.below(file.length), file.length);
  }
  const trailer = `trailer\n<<${trailerOf(dice, base, file.length)}>>\n`;
  const tail = `${base.body}${table}${trailer}${ending(dice, xref, file.length)}`;
  return { what: 'a table appended', bytes: Buffer.concat([file, Buffer.from(tail, 'latin1')]) };
}

function line(dice: Dice, offset: number, limit: number): string {
  const told = dice.oneIn(6) ? dice.oddNumber(limit) : offset;
  const kind = dice.pick(['n', 'n', 'n', 'n', 'f', 'x', '']);
  return `${String(told).padStart(10, '0')} ${dice.oneIn(8) ? '65535' : '00000'} ${kind} \n`;
}

function appendedStream(dice: Dice, file: Buffer): Mutation {
  const base = withBody(dice, file);
  const xref = file.length + base.body.length;
  const widths = dice.oneIn(3) ? [0, 1, 2].map(() => dice.oddNumber(10)) : [1, 4, 2];
  const numbers = [...base.offsets.keys()];
  const rows = [...base.offsets.values(), ...Array.from({ length: dice.below(5) }, () => dice.below(file.length))];
  const width = Math.min(
    64,
    widths.reduce((sum, one) => sum + one, 0),
  );
  const data = Buffer.alloc(rows.length * width);
  for (const [index, offset] of rows.entries()) {
    const at = index * width;
    if (widths.join() !== '1,4,2') for (let byte = 0; byte < width; byte += 1) data[at + byte] = dice.below(256);
    else {
      data[at] = dice.oneIn(5) ? dice.below(4) : 1;
      data.writeUInt32BE(dice.oneIn(6) ? dice.below(2 ** 32) : offset, at + 1);
      data.writeUInt16BE(dice.below(3), at + 5);
    }
  }
  const parms = dice.oneIn(3)
    ? `/DecodeParms <</Predictor ${dice.oddNumber(16)} /Columns ${dice.oddNumber(9)} /Colors ${dice.oddNumber(9)} /BitsPerComponent ${dice.oddNumber(20)}>>`
    : '';
  const packed = dice.oneIn(2) ? deflateSync(data) : data;
  const filter = packed === data ? '' : `/Filter ${dice.oneIn(8) ? '[/FlateDecode /FlateDecode]' : '/FlateDecode'} `;
  const index = dice.oneIn(4)
    ? `[${Array.from({ length: dice.below(6) }, () => dice.oddNumber(base.target.size)).join(' ')}]`
    : `[${numbers.map((number) => `${number} 1`).join(' ')} ${base.target.size} ${rows.length}]`;
  const length = dice.oneIn(6) ? dice.oddNumber(packed.length) : packed.length;
  const head = `${base.target.size + 9} 0 obj\n<</Type ${dice.oneIn(20) ? '/ObjStm' : '/XRef'} /W [${widths.join(' ')}] /Index ${index} ${filter}${parms} ${trailerOf(dice, base, file.length)} /Length ${length}>>\nstream\n`;
  return {
    what: 'a stream appended',
    bytes: Buffer.concat([
      file,
      Buffer.from(base.body + head, 'latin1'),
      packed,
      Buffer.from(`\nendstream\nendobj\n${ending(dice, xref, file.length)}`, 'latin1'),
    ]),
  };
}
