/** What MongoDB compares whole: it has no fields that a path could lead to. */
type Whole = string | number | boolean | bigint | Date | Uint8Array | null | undefined;

/** Dotted paths go no deeper than this many names: no index of ours does. */
type Deepest = 4;

/** The fields of a row and the dotted paths below them: into each alternative of a union, into the items of an array. */
export type PathOf<T, Names extends readonly unknown[] = []> = Names['length'] extends Deepest
  ? never
  : T extends Whole
    ? never
    : T extends readonly (infer Item)[]
      ? PathOf<Item, Names>
      : T extends object
        ? { [K in keyof T & string]-?: K | `${K}.${PathOf<T[K], [...Names, K]>}` }[keyof T & string]
        : never;

/** What stands at a path; an array also counts as any of its items, as MongoDB compares. */
type ValueAt<T, P extends string> = T extends Whole
  ? never
  : T extends readonly (infer Item)[]
    ? ValueAt<Item, P>
    : P extends keyof T
      ? OrItem<T[P]>
      : P extends `${infer K}.${infer Rest}`
        ? K extends keyof T
          ? ValueAt<T[K], Rest>
          : never
        : never;

type OrItem<V> = V extends undefined ? never : V extends readonly (infer Item)[] ? V | Item : V;
type ItemOf<V> = V extends readonly (infer Item)[] ? Item : never;

/** Words of a closed list may be asked for by any text: a filter is often built from what a query string says. */
type Asked<V> = V extends string ? string : V;

interface Operators<A> {
  readonly $ne?: A | null;
  readonly $in?: readonly (A | null)[];
  readonly $nin?: readonly (A | null)[];
  readonly $gt?: A;
  readonly $gte?: A;
  readonly $lt?: A;
  readonly $lte?: A;
  readonly $exists?: boolean;
  readonly $type?: string;
  readonly $elemMatch?: ItemOf<A> extends Whole
    ? Operators<Asked<ItemOf<A>>>
    : Conditions<ItemOf<A>, PathOf<ItemOf<A>>>;
}

/** What a field may be asked for: a value, no value, a pattern where it is text, or an operator that `mongoose.trusted` let pass. */
export type Condition<V> =
  | Asked<V>
  | null
  | Operators<Asked<V>>
  | ([Extract<V, string>] extends [never] ? never : RegExp);

type Conditions<T, Paths extends string> = { readonly [P in Paths]?: Condition<ValueAt<T, P>> };

/** A MongoDB filter over the fields a row has; one that names another field does not compile. */
export type Filter<T> = Conditions<T, Exclude<PathOf<T>, 'id'>> & {
  readonly _id?: Condition<string>;
  readonly $and?: Filter<T>[];
  readonly $or?: Filter<T>[];
  readonly $nor?: Filter<T>[];
};

/** Fields to sort by, the first one first: 1 is upwards, -1 downwards. */
export type Sort<T> = { readonly [P in Exclude<PathOf<T>, 'id'> | '_id']?: 1 | -1 };

/** Equality on fields of a row and on what dotted paths reach in it, as acts ask for rows. */
export type Where<T> = { readonly id?: string } & { readonly [P in PathOf<T>]?: Asked<ValueAt<T, P>> };

/**
 * The type of a parameter that takes a filter `F` and no name it lacks – not in a variable either, where TypeScript itself lets names
 * pass that are not asked for. `K` is inferred from what is given, what the row is never.
 */
export type Only<F, K extends PropertyKey> = NoInfer<F> & { readonly [P in K]?: P extends keyof F ? unknown : never };
