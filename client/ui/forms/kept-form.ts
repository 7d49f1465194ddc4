import { type ZodType, z } from 'zod';

/** Where things stay on this machine: the browser’s `localStorage`, or nothing where it is closed. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'vanban.form';
const KEPT_MS = 30 * 24 * 3_600_000;

const entry = z.object({
  at: z.iso.datetime(),
  key: z.uuid(),
  parts: z.record(z.string(), z.unknown()),
  /** The parts the person changed; an earlier release did not say. */
  typed: z.array(z.string()).optional(),
});
type Entry = z.output<typeof entry>;

/** Whose form it is, which one, and what it is about; nothing typed by one person is ever shown to another. */
interface Place {
  readonly personId: string;
  readonly positionId: string;
  readonly form: string;
  /** The document, assignment, person … it is about; empty for what is new. */
  readonly object: string;
}

function nameOf({ personId, positionId, form, object }: Place): string {
  return [PREFIX, personId, positionId, form, object].join(' ');
}

/**
 * What a person typed into one form (*đang viết dở*), kept on their machine for 30 days with the ids of sent files and the key of the
 * act: a form that is opened again goes on where it was left, and sent again does its act once. Gone once the act is
 * answered or the person throws it away. Without a place – nobody is signed in – it lasts as long as the page.
 */
export class KeptForm {
  readonly #name: string | undefined;
  readonly #shelf: Shelf | undefined;
  readonly #now: () => Date;
  readonly #listeners = new Set<() => void>();
  #parts: Record<string, unknown>;
  #key: string;
  #since: string | undefined;
  /** Whether there is anything of the person’s: what a page fills in by itself is kept only beside that. */
  #typed: boolean;
  /** The parts the person changed, as against those the page filled in. */
  readonly #ofPerson: Set<string>;
  #rounds = 0;

  constructor(place: Place | undefined, shelf: Shelf | undefined, now: () => Date = () => new Date()) {
    this.#name = place && nameOf(place);
    this.#shelf = shelf;
    this.#now = now;
    const found = this.#name === undefined ? undefined : readEntry(shelf, this.#name, now());
    this.#parts = { ...found?.parts };
    this.#key = found?.key ?? crypto.randomUUID();
    this.#since = found?.at;
    this.#typed = found !== undefined;
    this.#ofPerson = new Set(found?.typed ?? Object.keys(this.#parts));
  }

  /** When what the form was opened with had been typed; undefined when it was opened empty. */
  readonly since = (): string | undefined => this.#since;

  /** How often it was thrown away: fields that hold a part begin anew when this grows. */
  readonly rounds = (): number => this.#rounds;

  /** The part that was kept; undefined when there is none, or when it is not what the schema says – of an earlier release. */
  read<T>(part: string, schema: ZodType<T>): T | undefined {
    const read = schema.safeParse(this.#parts[part]);
    return this.#parts[part] !== undefined && read.success ? read.data : undefined;
  }

  /** Keeps a part; with `by: 'page'` only beside what the person types. */
  keep(part: string, value: unknown, by: 'person' | 'page'): void {
    this.#parts = { ...this.#parts, [part]: value };
    this.#typed ||= by === 'person';
    if (by === 'person') this.#ofPerson.add(part);
    if (this.#typed) this.#write();
  }

  /** Whether the person changed the part, now or when they left the form. */
  readonly hasTyped = (part: string): boolean => this.#ofPerson.has(part);

  /** The idempotency key of the act. */
  readonly key = (): string => this.#key;

  /** The act goes out: until its answer is known the key stays with what was sent. */
  readonly sending = (): void => {
    this.#typed = true;
    this.#write();
  };

  /** The act is answered: what was typed has arrived, and the next act is another. */
  readonly renew = (): void => this.#forget();

  /** The person throws away what they typed; the form begins anew. */
  readonly discard = (): void => {
    this.#parts = {};
    this.#ofPerson.clear();
    this.#rounds += 1;
    this.#forget();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #forget(): void {
    if (this.#name !== undefined) this.#shelf?.removeItem(this.#name);
    this.#key = crypto.randomUUID();
    this.#since = undefined;
    this.#typed = false;
    for (const listener of this.#listeners) listener();
  }

  #write(): void {
    if (this.#name === undefined || this.#shelf === undefined) return;
    const kept: Entry = {
      at: this.#now().toISOString(),
      key: this.#key,
      parts: this.#parts,
      typed: [...this.#ofPerson],
    };
    try {
      this.#shelf.setItem(this.#name, JSON.stringify(kept));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // The machine’s storage is full: the page itself still holds everything.
    }
  }
}

function readEntry(shelf: Shelf | undefined, name: string, now: Date): Entry | undefined {
  const text = shelf?.getItem(name);
  if (typeof text !== 'string') return undefined;
  const found = entry.safeParse(parsed(text));
  const isKept = found.success && now.getTime() - Date.parse(found.data.at) < KEPT_MS;
  return isKept ? found.data : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not ours, or cut off when the browser was killed: as good as nothing.
  }
}

/** The names of everything kept for a person on this machine, in whatever position. */
export function keptOf(personId: string, shelf: Shelf | undefined): readonly string[] {
  return names(shelf).filter((name) => name.startsWith(`${PREFIX} ${personId} `));
}

/** Takes everything of a person off this machine. */
export function throwAwayOf(personId: string, shelf: Shelf | undefined): void {
  for (const name of keptOf(personId, shelf)) shelf?.removeItem(name);
}

/** Takes what nobody came back to for 30 days off this machine, whoever typed it. */
export function sweepKept(shelf: Shelf | undefined, now: Date): void {
  for (const name of names(shelf)) if (!readEntry(shelf, name, now)) shelf?.removeItem(name);
}

function names(shelf: Shelf | undefined): string[] {
  const all = Array.from({ length: shelf?.length ?? 0 }, (_, index) => shelf?.key(index) ?? '');
  return all.filter((name) => name.startsWith(`${PREFIX} `));
}

/**
 * Whether a kept value can stand where `sample` stood: the same fields, of the same kinds; null goes anywhere. A form of an earlier
 * release that looked otherwise does not fit.
 */
export function fits<T>(sample: T, kept: unknown): kept is T {
  if (sample === null || kept === null) return true;
  if (Array.isArray(sample)) return Array.isArray(kept);
  if (typeof sample !== 'object') return typeof kept === typeof sample;
  if (typeof kept !== 'object' || Array.isArray(kept)) return false;
  const fields = new Map(Object.entries(kept ?? {}));
  const own = Object.entries(sample ?? {});
  return own.length === fields.size && own.every(([name, value]) => fields.has(name) && fits(value, fields.get(name)));
}
