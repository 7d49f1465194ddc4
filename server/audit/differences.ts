/** What a correction changes of one field, as people read it; the empty text where nothing stands or stood. */
export interface Corrected<F extends string = string> {
  readonly field: F;
  readonly before: string;
  readonly after: string;
}

/** The fields whose text differs. */
export function differencesBetween<F extends string>(
  before: Readonly<Record<F, string>>,
  after: Readonly<Record<F, string>>,
): Corrected<F>[] {
  const fields = Object.keys(before) as F[];
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
