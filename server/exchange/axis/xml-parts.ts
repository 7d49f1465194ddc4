import type { Element, Node } from '@xmldom/xmldom';
import { DomainError } from '../../platform/errors.ts';
import { malformed } from './xml-document.ts';

/*
 * What stands in an element, said once and used for both directions: read tolerantly – whatever the namespace, its prefix and the case of
 * a name are –, written strictly in the order of the table. Only what the table names, where it names it, is ever read.
 */

/** A part of an element: how it is read from there, and written into it. */
export interface Part<T> {
  read(parent: Element): T;
  write(parent: Element, value: T): void;
}

type Shape = Readonly<Record<string, Part<unknown>>>;
export type ValueOf<S extends Shape> = { readonly [K in keyof S]: S[K] extends Part<infer T> ? T : never };

/** The text of a child without the spaces around it; null where it is missing or empty. The first of its names is the one that is written. */
export function text(...names: readonly [string, ...string[]]): Part<string | null> {
  return {
    read: (parent) => {
      const child = onlyChild(parent, names);
      return child ? textIn(child) || null : null;
    },
    write: (parent, value) => {
      if (value !== null) addChild(parent, names[0]).appendChild(ownerOf(parent).createTextNode(value));
    },
  };
}

/** A whole number; null where there is none, whatever else stands there. */
export function int(name: string): Part<number | null> {
  const { read, write } = text(name);
  return {
    read: (parent) => {
      const found = read(parent);
      return found !== null && /^-?\d{1,9}$/.test(found) ? Number(found) : null;
    },
    write: (parent, value) => write(parent, value === null ? null : String(value)),
  };
}

/** True or false, also said by 1 or 0; null where neither stands. */
export function bool(name: string): Part<boolean | null> {
  const { read, write } = text(name);
  const known: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
  return {
    read: (parent) => known[read(parent)?.toLowerCase() ?? ''] ?? null,
    write: (parent, value) => write(parent, value === null ? null : String(value)),
  };
}

/** The texts of all children of a name but the empty ones. */
export function texts(name: string): Part<readonly string[]> {
  return {
    read: (parent) =>
      childrenOf(parent, [name])
        .map(textIn)
        .filter((found) => found !== ''),
    write: (parent, values) => {
      for (const value of values) text(name).write(parent, value);
    },
  };
}

/** A child with parts of its own; null where it is missing. */
export function group<S extends Shape>(
  names: string | readonly [string, ...string[]],
  shape: S,
): Part<ValueOf<S> | null> {
  const [first, ...others] = typeof names === 'string' ? [names] : names;
  return {
    read: (parent) => {
      const child = onlyChild(parent, [first, ...others]);
      return child ? readParts(child, shape) : null;
    },
    write: (parent, value) => {
      if (value !== null) writeParts(addChild(parent, first), shape, value);
    },
  };
}

/** All children of a name, each with its parts. */
export function list<S extends Shape>(name: string, shape: S): Part<readonly ValueOf<S>[]> {
  return {
    read: (parent) => childrenOf(parent, [name]).map((child) => readParts(child, shape)),
    write: (parent, values) => {
      for (const value of values) writeParts(addChild(parent, name), shape, value);
    },
  };
}

/** An attribute of the element itself, whatever its prefix; null where it is missing or empty. */
export function attribute(name: string): Part<string | null> {
  const local = name.replace(/^.*:/, '');
  return {
    read: (parent) => {
      const found = [...parent.attributes].find((one) => (one.localName ?? one.name) === local);
      return found?.value.trim() || null;
    },
    write: (parent, value) => {
      if (value !== null) parent.setAttributeNS(name.startsWith('xlink:') ? XLINK : null, name, value);
    },
  };
}

const XLINK = 'http://www.w3.org/1999/xlink';

export function readParts<S extends Shape>(element: Element, shape: S): ValueOf<S> {
  const read = Object.entries(shape).map(([key, part]) => [key, part.read(element)] as const);
  return Object.fromEntries(read) as ValueOf<S>;
}

export function writeParts<S extends Shape>(element: Element, shape: S, value: ValueOf<S>): void {
  for (const [key, part] of Object.entries(shape)) part.write(element, value[key]);
}

/** The one child of any of these names, or none. Refuses with `edxml-ambiguous` a second one: who is to say which of them counts? */
export function onlyChild(parent: Element, names: readonly string[]): Element | undefined {
  const [found, second] = childrenOf(parent, names);
  if (second) throw new DomainError('invalid', 'edxml-ambiguous', `${parent.tagName} has ${names[0]} twice`);
  return found;
}

export function childrenOf(parent: Element, names: readonly string[]): Element[] {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return [...parent.childNodes].filter(
    (node): node is Element => isElement(node) && wanted.has((node.localName ?? node.nodeName).toLowerCase()),
  );
}

/** Adds a child in the namespace and with the prefix of its parent. */
export function addChild(parent: Element, name: string): Element {
  const prefix = parent.prefix ? `${parent.prefix}:` : '';
  const child = ownerOf(parent).createElementNS(parent.namespaceURI, `${prefix}${name}`);
  parent.appendChild(child);
  return child;
}

/** The text alone: a comment or an element within a value would let two readers read two values (docs/bad-inputs.md, row 69). */
export function textIn(element: Element): string {
  for (const node of element.childNodes) {
    if (node.nodeType !== node.TEXT_NODE && node.nodeType !== node.CDATA_SECTION_NODE)
      throw malformed(`${element.tagName} holds more than a text`);
  }
  return (element.textContent ?? '').trim();
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function ownerOf(element: Element) {
  if (!element.ownerDocument) throw new Error('An element belongs to a document');
  return element.ownerDocument;
}
