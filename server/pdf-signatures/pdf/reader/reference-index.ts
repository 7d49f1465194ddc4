import type { PdfFile, RevisionView } from './pdf-file.ts';
import { isName, isStream, type PdfValue, visitReferences } from './pdf-objects.ts';

/**
 * Who refers to which object: by it a changed object is told to be private to a form field, out of use, or part of the
 * pages – and a number that the signed file mentions but does not define is told from a free one. References of
 * overwritten objects stay in it: they can only make the judgement stricter.
 */
export class ReferenceIndex {
  readonly #holders = new Map<number, Set<number>>();
  readonly #file: PdfFile;
  #known = -1;

  constructor(file: PdfFile) {
    this.#file = file;
  }

  /** Takes in all revisions up to this one; the trailer counts as holder 0. */
  extendTo(index: number): void {
    if (this.#known < 0) {
      const view = this.#file.view(index);
      for (const number of view.numbers()) this.#add(number, view);
      this.#hold(0, view.trailer);
      this.#known = index;
    }
    while (this.#known < index) {
      this.#known += 1;
      const view = this.#file.view(this.#known);
      for (const number of view.revision.entries.keys()) this.#add(number, view);
      this.#hold(0, view.trailer);
    }
  }

  /** Numbers of the objects that refer to this one. */
  holders(number: number): ReadonlySet<number> {
    return this.#holders.get(number) ?? new Set();
  }

  #add(number: number, view: RevisionView): void {
    this.#hold(number, view.object(number));
  }

  #hold(holder: number, value: PdfValue): void {
    // A cross-reference stream repeats the trailer, which is holder 0 already.
    if (isStream(value) && isName(value.dictionary.entries.get('Type'), 'XRef')) return;
    visitReferences(value, (number) => {
      const holders = this.#holders.get(number);
      if (holders === undefined) this.#holders.set(number, new Set([holder]));
      else holders.add(holder);
    });
  }
}
