import { DomainError } from '../../../platform/errors.ts';
import { type EvidenceNote, evidenceNote, manifestOf, type Reference } from '../container.ts';

/** Reads the note of a container; refuses with `evidence-malformed` what has another form. */
export function readNote(value: unknown): EvidenceNote {
  const read = evidenceNote.safeParse(value);
  if (read.success) return read.data;
  throw new DomainError('invalid', 'evidence-malformed', 'The note of the container has another form', {
    cause: read.error,
  });
}

const oneReference =
  /<asic:DataObjectReference MimeType="([\w.+/-]+)" URI="([\w.!~*'()%/-]+)">\n.*\n<ds:DigestValue>([\w+/=]{44})<\/ds:DigestValue>\n/g;

/** Reads a manifest; refuses with `manifest-malformed` any that `manifestOf` does not write: no reader of XML is needed, nor fooled. */
export function readManifest(text: string): Reference[] {
  const references = [...text.matchAll(oneReference)].map(([, mediaType = '', uri = '', digest = '']) => ({
    name: nameOf(uri),
    mediaType,
    sha256: Buffer.from(digest, 'base64').toString('hex'),
  }));
  if (manifestOf(references) === text) return references;
  throw new DomainError(
    'invalid',
    'manifest-malformed',
    'The manifest is not written as containers of evidence have it',
  );
}

function nameOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return ''; // is written otherwise, and refused for that
  }
}
