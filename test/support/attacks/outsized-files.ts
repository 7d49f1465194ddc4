import { deflateSync } from 'node:zlib';
import type { Attack } from './attacks.ts';
import { aTarget, type Target, withKeys } from './pdf-bytes.ts';

/* Small files that cost a reader its time or memory by saying the same thing a thousand times: each took ten seconds or half a gigabyte once. */

const bomb = (name: string, make: Attack['make']): Attack => ({ class: 'bomb', name, make });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const entry = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
const packed = (data: Buffer, keys: string): string => {
  const bytes = deflateSync(data).toString('latin1');
  return `<<${keys} /Filter /FlateDecode /Length ${bytes.length}>>\nstream\n${bytes}\nendstream`;
};

const catalog = '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [3 0 R]>>>>';
const fieldWithKids = (first: number, count: number, keys = '/T (a)'): string =>
  `<<${keys} /FT /Sig /Kids [${times(count, (index) => `${first + index} 0 R`).join(' ')}]>>`;

/** A file of objects 1, 2, 3 …, whose table says of all further numbers that they stand where object 2 does. */
function fileOf(objects: readonly string[], alsoAtTwo = 0): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = [...offsets, ...times(alsoAtTwo, () => offsets[1] ?? 0)].map(entry);
  const trailer = `trailer\n<</Size ${entries.length + 1} /Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n1 ${entries.length}\n${entries.join('')}${trailer}`, 'latin1');
}

/** The certified file with hundreds of updates behind it. */
function updatedOften(
  pdf: Uint8Array,
  count: number,
  object: (target: Target, index: number) => readonly [number, string],
): Buffer {
  const target = aTarget(pdf);
  let previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(target.bytes.toString('latin1'))?.[1]);
  let tail = '';
  for (let index = 0; index < count; index += 1) {
    const [number, text] = object(target, index);
    const at = pdf.length + tail.length;
    tail += `${number} 0 obj\n${text}\nendobj\n`;
    const xref = pdf.length + tail.length;
    const trailer = `/Size ${target.size + 20_000} /Root ${target.root} 0 R /Prev ${previous}`;
    tail += `xref\n${number} 1\n${entry(at)}trailer\n<<${trailer}>>\nstartxref\n${xref}\n%%EOF\n`;
    previous = xref;
  }
  return Buffer.concat([pdf, Buffer.from(tail, 'latin1')]);
}

/** Objects of one update behind a file, listed one after the other from the first free number. */
function withObjects(
  pdf: Uint8Array,
  changed: (target: Target) => Readonly<Record<number, string>>,
  count: number,
  object: (index: number) => string,
): Buffer {
  const target = aTarget(pdf);
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(target.bytes.toString('latin1'))?.[1]);
  let body = '';
  const put = (number: number, text: string): string => {
    const at = pdf.length + body.length;
    body += `${number} 0 obj\n${text}\nendobj\n`;
    return entry(at);
  };
  const own = Object.entries(changed(target)).map(([number, text]) => `${number} 1\n${put(Number(number), text)}`);
  const added = times(count, (index) => put(target.size + index, object(index))).join('');
  const xref = `xref\n${own.join('')}${target.size} ${count}\n${added}`;
  const trailer = `/Size ${target.size + count} /Root ${target.root} 0 R /Prev ${previous}`;
  const end = `trailer\n<<${trailer}>>\nstartxref\n${pdf.length + body.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(`${body}${xref}${end}`, 'latin1')]);
}

const manyFields = (pdf: Uint8Array, count: number, object: (index: number) => string): Buffer =>
  withObjects(
    pdf,
    (target) => {
      const fields = times(count, (index) => `${target.size + index} 0 R`).join(' ');
      return { [target.form]: withKeys(target.dictionary(target.form), { Fields: `[${fields}]` }) };
    },
    count,
    object,
  );

const manyPages = (pdf: Uint8Array, count: number): Buffer =>
  withObjects(
    pdf,
    (target) => {
      const kids = times(count, (index) => `${target.size + index} 0 R`).join(' ');
      return {
        [target.size + count]: `<</Type /Pages /Kids [${kids}]>>`,
        [target.root]: withKeys(target.dictionary(target.root), { Pages: `${target.size + count} 0 R` }),
      };
    },
    count,
    () => '<</Type /Page /Annots []>>',
  );

/** Files in which little is written and much is meant. */
export const outsizedFiles: readonly Attack[] = [
  bomb('a packed cross-reference of 60 million entries', () => {
    const stream = packed(Buffer.alloc(60_000_000), '/Type /XRef /W [0 1 0] /Index [0 60000000] /Size 5 /Root 2 0 R');
    return Buffer.from(`%PDF-1.5\n1 0 obj\n${stream}\nendobj\nstartxref\n9\n%%EOF\n`, 'latin1');
  }),
  bomb('an array of two million empty dictionaries', () =>
    fileOf([catalog, `[${'<<>>'.repeat(2_000_000)}]`, '<</T 2 0 R /FT /Sig>>']),
  ),
  bomb('a number of 400,000 digits that is none', () =>
    fileOf([catalog, `${'9'.repeat(400_000)}x`, '<</T 2 0 R /FT /Sig>>']),
  ),
  bomb('50,000 fields that all stand in one great object', () =>
    fileOf([catalog, `[${'/a'.repeat(500_000)}]`, fieldWithKids(10, 50_000)], 50_010),
  ),
  bomb('30,000 fields that all stand before one long comment', () => {
    const comment = `%${'x'.repeat(1_000_000)}`;
    const pdf = fileOf([catalog, comment, fieldWithKids(10, 30_000)], 30_010);
    // the head of object 2 becomes white space, so that its entries lead to the comment
    return pdf.fill(' ', pdf.indexOf('2 0 obj'), pdf.indexOf('%x'));
  }),
  bomb('20,000 objects whose streams have no end', () =>
    fileOf([catalog, 'null', fieldWithKids(4, 20_000), ...times(20_000, () => '<<>>stream\n'), 'x'.repeat(2_000_000)]),
  ),
  bomb('an object stream whose 20,000 members are the same great array', () => {
    const count = 20_000;
    const header = `${times(count, (index) => `${10 + index} 0`).join(' ')} `;
    const members = Buffer.from(`${header}[${'/a'.repeat(500_000)}]`, 'latin1');
    const container = packed(members, `/Type /ObjStm /N ${count} /First ${header.length}`);
    const base = fileOf([catalog, 'null', fieldWithKids(10, count), container]).toString('latin1');
    const rows = Buffer.alloc((count + 10) * 7);
    for (const number of [1, 3, 4]) rows.writeUIntBE(2 ** 32 + base.indexOf(`${number} 0 obj`), number * 7, 5);
    for (let index = 0; index < count; index += 1) {
      rows.writeUIntBE(2 * 2 ** 32 + 4, (10 + index) * 7, 5);
      rows.writeUInt16BE(index, (10 + index) * 7 + 5);
    }
    const body = base.slice(0, base.indexOf('xref\n1 '));
    const xref = packed(rows, `/Type /XRef /W [1 4 2] /Size ${count + 10} /Root 1 0 R`);
    return Buffer.from(`${body}5 0 obj\n${xref}\nendobj\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
  }),
  bomb('5,000 fields below one whose name is a megabyte long', () =>
    fileOf([
      catalog,
      'null',
      fieldWithKids(4, 5_000, `/T (${'a'.repeat(1_000_000)})`),
      ...times(5_000, (index) => `<</T (${index})>>`),
    ]),
  ),
  bomb('9,000 fields in 900 revisions', ({ certified }) =>
    updatedOften(
      manyFields(certified, 9_000, (index) => `<</T (f${index}) /FT /Tx>>`),
      900,
      (target) => [target.size, 'null'],
    ),
  ),
  bomb('19,000 pages in 900 revisions', ({ certified }) =>
    updatedOften(manyPages(certified, 19_000), 900, (target, index) => {
      const number = target.field('number');
      return [number, withKeys(target.dictionary(number), { V: `(${index})` })];
    }),
  ),
  bomb('9,900 fields, each changed', ({ certified }) => {
    const pdf = manyFields(certified, 9_900, (index) => `<</T (f${index}) /FT /Tx /V (a)>>`);
    const { size } = aTarget(certified);
    const changed = Object.fromEntries(times(9_900, (index) => [size + index, `<</T (f${index}) /FT /Tx /V (b)>>`]));
    return withObjects(
      pdf,
      () => changed,
      1,
      () => 'null',
    );
  }),
  bomb('5,000 fields with one and the same signature', ({ certified }) => {
    const target = aTarget(certified);
    const value = target.dictionary(target.field('leader')).entries.get('V');
    const number = typeof value === 'object' && value !== null && 'number' in value ? value.number : 0;
    return manyFields(certified, 5_000, (index) => `<</T (s${index}) /FT /Sig /V ${number} 0 R>>`);
  }),
  bomb('a certificate of twenty megabytes that the security store lists a thousand times', ({ certified }) => {
    const { size } = aTarget(certified);
    const list = `${size} 0 R `.repeat(499);
    return withObjects(
      certified,
      (target) => ({
        [target.root]: withKeys(target.dictionary(target.root), { DSS: `<</Certs [${list}] /CRLs [${list}]>>` }),
      }),
      1,
      () => `<</Length 20000000>>\nstream\n${'0'.repeat(20_000_000)}\nendstream`,
    );
  }),
];
