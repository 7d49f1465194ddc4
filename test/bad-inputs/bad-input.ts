import type { Office } from './office.ts';

/** One way to send the input of a row: what the table calls it, and what must come back. */
export interface Way {
  readonly as: string;
  readonly send: (office: Office) => Promise<string>;
  /** Status and slug; what is accepted, its status and what became of it. */
  readonly answer: string;
  /** The security event that it must leave: code and endpoint, `unknown-property POST /incoming`, or `wrong-audience of a message`. */
  readonly event?: string;
  /** Something is stored: the input is taken as what it is. */
  readonly stores?: true;
}

/** A row of docs/bad-inputs.md. */
export interface BadInput {
  readonly row: number;
  /** What kind of endpoint it goes to. */
  readonly to: string;
  readonly input: string;
  /** The answer as it was promised; a status may be followed by its slug. */
  readonly promised: string;
  readonly ways: readonly Way[];
  /** Why another answer than the promised one is right. */
  readonly differs?: string;
  /** What does not exist yet, and the capability that brings it. */
  readonly notYet?: string;
}

/** A way in the order in which one says it. */
export function way(as: string, send: Way['send'], answer: string, more: Pick<Way, 'event' | 'stores'> = {}): Way {
  return { as, send, answer, ...more };
}

/** The same answer to inputs that differ in a value only. */
export function ways<T>(
  values: Readonly<Record<string, T>>,
  send: (value: T) => Way['send'],
  answer: string,
  more: Pick<Way, 'event' | 'stores'> = {},
): Way[] {
  return Object.entries(values).map(([as, value]) => way(as, send(value), answer, more));
}

/** Values that are their own names in the table. */
export const byText = (values: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(values.map((value) => [`\`${value}\``, value]));
