import { foldName } from '../../../platform/text/fold.ts';
import { contextTag, type DerValue, derChildren, derContent, derSequence, readDer } from '../der-reader.ts';
import { attributeOf, type Certificate, type NameAttribute, nameAttributes } from './certificate.ts';

/** A name of the kinds that are compared: mail address, DNS name, directory name; of the others only the tag is known. */
interface GeneralName {
  readonly kind: 'mail' | 'dns' | 'directory' | `tag ${number}`;
  readonly text: string;
  readonly directory: readonly string[];
}

/** Whether every certificate's names lie within the name constraints of the issuers above it (RFC 5280 §4.2.1.10). */
export function namesAllow(chain: readonly Certificate[]): boolean {
  try {
    return chain.every((issuer, index) => {
      const extension = issuer.extensions.get('2.5.29.30');
      if (extension === undefined || index === 0) return true;
      const parts = derSequence(readDer(extension.value));
      const subtrees = (tag: number): GeneralName[] => {
        const list = parts.find((part) => part.tag === contextTag(tag));
        return list === undefined ? [] : derChildren(list).map((tree) => generalName(derSequence(tree)[0]));
      };
      return chain.slice(0, index).every((below) => within(below, subtrees(0), subtrees(1)));
    });
  } catch {
    return false; // constraints nobody can read are not known to be kept
  }
}

function within(
  certificate: Certificate,
  permitted: readonly GeneralName[],
  excluded: readonly GeneralName[],
): boolean {
  return namesOf(certificate).every((name) => {
    const allowed = permitted.filter(({ kind }) => kind === name.kind);
    const forbidden = excluded.filter(({ kind }) => kind === name.kind);
    if (allowed.length + forbidden.length === 0) return true;
    if (name.kind.startsWith('tag')) return false; // constrained in a way that is not compared (RFC 5280 §4.2.1.10)
    return (
      (allowed.length === 0 || allowed.some((tree) => matches(name, tree))) &&
      !forbidden.some((tree) => matches(name, tree))
    );
  });
}

function namesOf(certificate: Certificate): GeneralName[] {
  const subject: GeneralName = { kind: 'directory', text: '', directory: directoryOf(certificate.subjectName) };
  const mail = attributeOf(certificate.subjectName, '1.2.840.113549.1.9.1');
  const alternative = certificate.extensions.get('2.5.29.17');
  const others = alternative === undefined ? [] : derSequence(readDer(alternative.value)).map(generalName);
  return [
    ...(certificate.subjectName.length === 0 ? [] : [subject]),
    ...(mail === undefined ? [] : [{ kind: 'mail', text: mail.toLowerCase(), directory: [] } as const]),
    ...others,
  ];
}

const directoryOf = (name: readonly NameAttribute[]): string[] =>
  name.map(({ type, value }) => `${type}=${foldName(value)}`);

function generalName(value: DerValue | undefined): GeneralName {
  if (value?.tag === 0x81)
    return { kind: 'mail', text: derContent(value).toString('latin1').toLowerCase(), directory: [] };
  if (value?.tag === 0x82)
    return { kind: 'dns', text: derContent(value).toString('latin1').toLowerCase(), directory: [] };
  if (value?.tag === contextTag(4))
    return { kind: 'directory', text: '', directory: directoryOf(nameAttributes(derChildren(value)[0])) };
  return { kind: `tag ${value?.tag ?? 0}`, text: '', directory: [] };
}

function matches(name: GeneralName, tree: GeneralName): boolean {
  if (name.kind === 'directory') return tree.directory.every((part, index) => name.directory[index] === part);
  if (name.kind === 'dns') return name.text === tree.text || name.text.endsWith(`.${tree.text.replace(/^\./, '')}`);
  if (tree.text.includes('@')) return name.text === tree.text;
  const host = name.text.slice(name.text.indexOf('@') + 1);
  return tree.text.startsWith('.') ? host.endsWith(tree.text) : host === tree.text;
}
