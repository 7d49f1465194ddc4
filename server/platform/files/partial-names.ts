const UPLOAD = 'upload-';

/** The name under which the parts of a file lie that a person sends: told apart from what other agencies send. */
export function partialUploadName(id: string): string {
  return `${UPLOAD}${id}`;
}

export function isUpload(name: string): boolean {
  return name.startsWith(UPLOAD);
}
