import { type DerValue, derChildren, readDer } from '../../server/pdf-signatures/crypto/der-reader.ts';
import { der, derOidOf } from '../../server/pdf-signatures/crypto/der-writer.ts';
import { oid } from '../../server/pdf-signatures/crypto/oids.ts';
import { contentsOf, lastSignature, withContents } from '../../test/support/attacks/pdf-bytes.ts';
import type { Mutation } from './damage.ts';
import type { Dice } from './dice.ts';

/** A DER value that can be taken apart and put together differently. */
interface Node {
  tag: number;
  content: Buffer;
  parts: Node[] | undefined;
  /** How its length is written: as DER says, in more octets than needed, of indefinite form, or untruly. */
  length: 'honest' | 'long' | 'indefinite' | number;
}

/** The container of the last signature with its DER changed: tags, lengths, bits, attributes swapped, doubled, taken out. */
export function oddCms(dice: Dice, file: Buffer): Mutation {
  const original = contentsOf(file);
  const tree = nodeOf(readDer(original), 0);
  const changes = 1 + dice.below(3);
  const what: string[] = [];
  for (let change = 0; change < changes; change += 1) what.push(changed(dice, tree));
  const { gapStart, gapEnd } = lastSignature(file);
  const value = written(tree).subarray(0, (gapEnd - gapStart - 2) / 2);
  return { what: what.join(', '), bytes: withContents(file, value) };
}

/** Any DER, changed as a tree; what is no DER stays as it is. */
export function oddDer(dice: Dice, bytes: Uint8Array): Buffer {
  const tree = nodeOf(readDer(Buffer.from(bytes)), 0);
  changed(dice, tree);
  return written(tree);
}

function nodeOf(value: DerValue, depth: number): Node {
  const content = value.bytes.subarray(value.content, value.contentEnd);
  return { tag: value.tag, content, parts: partsOf(value, depth), length: 'honest' };
}

/** Octet strings and the like are opened too where they hold DER, as extensions and timestamps do. */
function partsOf(value: DerValue, depth: number): Node[] | undefined {
  if (depth > 24) return undefined;
  const inner = { ...value, tag: value.tag | 0x20 };
  if ((value.tag & 0x20) === 0 && value.tag !== 0x04) return undefined;
  try {
    const parts = derChildren(inner);
    return parts.length === 0 ? undefined : parts.map((part) => nodeOf(part, depth + 1));
  } catch {
    return undefined; // just bytes
  }
}

const all = (node: Node): Node[] => [node, ...(node.parts ?? []).flatMap(all)];
const copy = (node: Node): Node => ({ ...node, parts: node.parts?.map(copy) });

function changed(dice: Dice, tree: Node): string {
  const nodes = all(tree);
  const node = dice.pick(nodes);
  const parents = nodes.filter(({ parts }) => parts !== undefined);
  if (parents.length === 0) return 'nothing';
  const parent = dice.pick(parents);
  const parts = parent.parts ?? [];
  const at = dice.below(parts.length);
  const ways: Readonly<Record<string, () => void>> = {
    'a tag': () => {
      node.tag = dice.oneIn(2)
        ? node.tag ^ (1 << dice.below(8))
        : dice.pick([2, 3, 4, 6, 0x17, 0x18, 0x1f, 0x24, 0x30, 0x31, 0xa0, 0xa1]);
    },
    'a length': () => {
      node.length = dice.pick(['long', 'indefinite', dice.oddNumber(300)]);
    },
    'a bit': () => {
      const leaves = nodes.filter((one) => one.parts === undefined && one.content.length > 0);
      const leaf = leaves.length === 0 ? tree : dice.pick(leaves);
      if (leaf.content.length === 0) return;
      leaf.content = Buffer.from(leaf.content);
      const byte = dice.below(leaf.content.length);
      leaf.content[byte] = (leaf.content[byte] ?? 0) ^ (1 << dice.below(8));
    },
    'a part taken out': () => void parts.splice(at, 1),
    'a part doubled': () => {
      const times = dice.oneIn(10) ? 200 : 1;
      for (let time = 0; time < times; time += 1) parts.splice(at, 0, copy(parts[at] ?? node));
    },
    'two parts swapped': () => void parts.push(...parts.splice(at, 1)),
    'a part put elsewhere': () => void parts.splice(at, 1, copy(node)),
    'other content': () => {
      node.parts = undefined;
      node.content = dice.pick([
        Buffer.alloc(0),
        Buffer.of(0),
        Buffer.alloc(dice.below(600), dice.below(256)),
        Buffer.from('99991332999999Z'),
        Buffer.from('0000000000000Z'),
      ]);
    },
    'another name': () => {
      const named = nodes.filter(({ tag }) => tag === 0x06);
      const target = named.length === 0 ? node : dice.pick(named);
      target.content = derOidOf(dice.pick(Object.values(oid))).subarray(2);
    },
    'nested deeply': () => {
      const depth = dice.oddNumber(60) % 3_000;
      let inner = written(node).subarray(0, 400);
      for (let level = 0; level < depth; level += 1) {
        inner = dice.oneIn(2) ? der(0x30, inner) : Buffer.concat([Buffer.of(0x30, 0x80), inner, Buffer.of(0, 0)]);
      }
      node.parts = undefined;
      node.content = inner;
    },
  };
  const way = dice.pick(Object.keys(ways));
  if (parts.length > 0) ways[way]?.();
  return way;
}

function written(node: Node): Buffer {
  const content = node.parts === undefined ? node.content : Buffer.concat(node.parts.map(written));
  if (node.length === 'honest') return der(node.tag, content);
  if (node.length === 'indefinite') return Buffer.concat([Buffer.of(node.tag, 0x80), content, Buffer.of(0, 0)]);
  const told = Buffer.alloc(4);
  told.writeUInt32BE(node.length === 'long' ? content.length : node.length % 2 ** 32);
  return Buffer.concat([Buffer.of(node.tag, 0x84), told, content]);
}
