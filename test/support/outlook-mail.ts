import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js';

const type = { directory: 1, document: 2, root: 5 } as const;
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** A mail as Outlook saves it (MS-OXMSG) with one file. */
export function anOutlookMail(mail: {
  readonly subject: string;
  readonly text: string;
  readonly sender: string;
  readonly file: { readonly name: string; readonly content: Uint8Array };
}): Buffer {
  const entries: Entry[] = [];
  const document = (name: string, content: Uint8Array): number =>
    entries.push({ name, type: type.document, length: content.length, binaryProvider: () => new Uint8Array(content) }) -
    1;
  const directory = (name: string, children: number[]): number =>
    entries.push({ name, type: type.directory, length: 0, children }) - 1;
  const root: Entry = { name: 'Root Entry', type: type.root, length: 0, children: [] };
  entries.push(root);
  const attached = [
    document('__properties_version1.0', Buffer.alloc(8)),
    document('__substg1.0_37010102', mail.file.content),
    document('__substg1.0_3707001F', utf16(mail.file.name)),
  ];
  root.children = [
    document('__properties_version1.0', Buffer.alloc(32)),
    document('__substg1.0_0037001F', utf16(mail.subject)),
    document('__substg1.0_0C1A001F', utf16(mail.sender)),
    document('__substg1.0_1000001F', utf16(mail.text)),
    directory('__attach_version1.0_#00000000', attached),
  ];
  return Buffer.from(burn(entries));
}
