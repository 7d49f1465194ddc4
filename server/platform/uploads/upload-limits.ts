import { MOST_UPLOAD_BYTES } from './contract.ts';

let attachmentBytes = MOST_UPLOAD_BYTES;

/** Says how long a file beside a document may be, sent by people and by other agencies; called once by the composition root. */
export function limitAttachments(bytes: number): void {
  attachmentBytes = bytes;
}

/** How long a file beside a document may be; the document itself stays within `MOST_UPLOAD_BYTES`. */
export function mostAttachmentBytes(): number {
  return attachmentBytes;
}
