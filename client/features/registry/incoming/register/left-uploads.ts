import type { KeptFile } from './upload-files.ts';

/** Files taken from the tray, for the page that registers them and is opened next. */
let waiting: readonly KeptFile[] = [];

/** Leaves sent files for the page that registers. */
export function leaveUploads(files: readonly KeptFile[]): void {
  waiting = files;
}

/** Takes the files that were left, once. */
export function takeLeftUploads(): readonly KeptFile[] {
  const taken = waiting;
  waiting = [];
  return taken;
}
