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

/**
 * Catches what is dropped where no page takes it: the browser would leave the application for the file. `tell` says that nothing was
 * taken. Listens behind the pages, which mark what they take by `preventDefault`.
 */
export function catchStrayFiles(tell: () => void): void {
  const isFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (isFile(event)) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    if (!isFile(event) || event.defaultPrevented) return;
    event.preventDefault();
    tell();
  });
}
