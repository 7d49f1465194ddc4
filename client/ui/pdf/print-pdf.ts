/** The frame whose file was printed last: the dialogue reads from it as long as it is open, and nobody says when it closes. */
let frame: HTMLIFrameElement | undefined;

/**
 * Hands the file itself to the browser’s printing – every page, vectors, number, date and seal as signed –, never a picture of what this
 * page happens to show. Where the browser cannot print a file from within a page, it is opened beside or saved, to be printed there.
 */
export function printPdf(bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  if (frame) URL.revokeObjectURL(frame.src);
  frame?.remove();
  frame = undefined;
  if (!navigator.pdfViewerEnabled) {
    openBeside(address);
    return;
  }
  const made = document.createElement('iframe');
  frame = made;
  made.className = 'pdf-printed';
  made.tabIndex = -1;
  made.ariaHidden = 'true';
  made.addEventListener('load', () => {
    try {
      made.contentWindow?.focus();
      made.contentWindow?.print();
    } catch (error) {
      console.warn('This browser prints no file from a frame', error);
      openBeside(address);
    }
  });
  made.src = address;
  document.body.append(made);
}

/** A window that nobody asked for just now is not opened by every browser: then the file is saved, to be opened from there. */
function openBeside(address: string): void {
  if (window.open(address, '_blank')) return;
  const link = document.createElement('a');
  link.href = address;
  link.download = 'ban-in.pdf';
  link.click();
}
