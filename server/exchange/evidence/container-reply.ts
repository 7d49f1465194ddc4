import type { FileReply } from '../../platform/api/contract.ts';
import { fileReply } from '../../platform/files/files.ts';
import { extendedType } from './container.ts';
import type { ExportedEvidence } from './export-evidence.ts';

/** A container is made anew each time: nobody puts parts of two together. */
export async function containerReply({ sha256, name }: ExportedEvidence): Promise<FileReply> {
  const { openPart: _, ...reply } = await fileReply(sha256, {
    name,
    mediaType: extendedType,
    disposition: 'attachment',
  });
  return reply;
}
