/** Conditions that were typed where they were made. */
type Typed = Readonly<Record<string, unknown>>;

/**
 * What matches `all` and one of these, with everything asked of each: MongoDB then takes each by its own index, where with a condition
 * beside `$or` it may read all that matches that one – every document of an agency, to find a few.
 */
export function oneOf(all: Typed, these: readonly Typed[]): { readonly $or: Typed[] } {
  return { $or: these.map((one) => ({ $and: [all, one] })) };
}
