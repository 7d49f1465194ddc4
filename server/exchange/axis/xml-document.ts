import { DOMImplementation, DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';
import { DomainError } from '../../platform/errors.ts';

/* XML of others as a tree of elements, and ours as bytes. Nothing is resolved, included or fetched. */

/**
 * The root of an XML text in UTF-8, or in UTF-16 with its mark. Refuses with `xml-forbidden` any document type – and with it every entity
 * but the five of XML itself (docs/bad-inputs.md, row 68) –, and with `edxml-malformed` what is not well-formed.
 */
export function rootOf(bytes: Uint8Array): Element {
  const text = textOf(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new DomainError('invalid', 'xml-forbidden', 'It declares a document type');
  const root = parsed(text).documentElement;
  if (!root) throw malformed('It has no root');
  return root;
}

/** A document with this root. */
export function documentOf(namespace: string, name: string): Document {
  return new DOMImplementation().createDocument(namespace, name, null);
}

export function bytesOfXml(document: Document): Uint8Array {
  const text = new XMLSerializer().serializeToString(document);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
}

/** What nobody could read as a packet of the axis. */
export function malformed(message: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'edxml-malformed', message, cause === undefined ? {} : { cause });
}

function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw malformed('It is no text in UTF-8', error);
  }
}

function parsed(text: string): Document {
  const refuse = (level: string, message: string): never => {
    throw malformed(`${level}: ${message.slice(0, 200)}`);
  };
  try {
    return new DOMParser({ onError: refuse, locator: false }).parseFromString(text, 'application/xml');
  } catch (error) {
    throw error instanceof DomainError ? error : malformed('It is not well-formed', error);
  }
}
