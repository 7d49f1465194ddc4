/** Files dropped on one page and taken up by the next: the home page gives them, the page that registers takes them. */
let waiting: readonly File[] = [];

/** Leaves files for the page that is opened next. */
export function leaveFiles(files: readonly File[]): void {
  waiting = files;
}

/** Takes the files that were left, once. */
export function takeLeftFiles(): readonly File[] {
  const taken = waiting;
  waiting = [];
  return taken;
}
