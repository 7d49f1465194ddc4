import { useState } from 'react';
import type { ZodType, z } from 'zod';
import type { ProblemError } from '../../api/problem.ts';
import { fieldWords } from '../../api/problem-text.ts';
import { useLanguage } from '../../text/language.ts';
import type { KeptForm } from './kept-form.ts';
import { useKept } from './use-kept.ts';

type Issue = z.core.$ZodIssue;

/** What was typed, the errors beside the fields, and the values once the contract’s schema accepts them. */
export interface Form<Values extends object, Parsed> {
  readonly values: Values;
  set<K extends keyof Values>(name: K, value: Values[K]): void;
  setAll(values: Values): void;
  /** What the page fills in by itself: no typing of the person’s. */
  fill(change: (before: Values) => Values): void;
  /** The error of a field: by the schema after the first try, by the server after a refusal. */
  error(name: keyof Values & string): string | undefined;
  /** The values the schema accepts; undefined (and errors shown) when it does not. */
  check(): Parsed | undefined;
}

/**
 * A form checked by a schema of the contract, and by what the server refused (`problem`). What is typed stays on this machine in `kept`;
 * `'secret'` is for passwords, which nothing keeps.
 */
export function useForm<Values extends object, S extends ZodType>(
  initial: Values,
  schema: S,
  problem: ProblemError | undefined,
  kept: KeptForm | 'secret',
  /** What kept values must be to stand here again, where the fields depend on each other. */
  shape?: ZodType<Values>,
): Form<Values, z.output<S>> {
  const [values, change, fill] = useKept(kept === 'secret' ? undefined : kept, 'values', initial, shape);
  const [tried, setTried] = useState(false);
  const [changedAfter, setChangedAfter] = useState<{ problem: ProblemError | undefined; names: readonly string[] }>({
    problem: undefined,
    names: [],
  });
  const language = useLanguage();
  const result = schema.safeParse(values);
  const issues = tried && !result.success ? result.error.issues : [];
  const changed = changedAfter.problem === problem ? changedAfter.names : [];
  return {
    values,
    setAll: (next) => change(() => next),
    fill,
    set: (name, value) => {
      change((before) => ({ ...before, [name]: value }));
      setChangedAfter({ problem, names: [...changed, String(name)] });
    },
    error: (name) => {
      const own = issues.find((issue) => issue.path[0] === name);
      if (own) return fieldWords(isEmpty(values[name]) ? 'required' : codeOf(own), language, placeOf(own));
      const refused = problem?.fields.find((field) => field.pointer.split('/')[2] === name);
      return refused && !changed.includes(name) ? fieldWords(refused.code, language, problem?.extra) : undefined;
    },
    check: () => {
      setTried(true);
      if (!result.success) focusFirstError();
      return result.success ? result.data : undefined;
    },
  };
}

/** Leads to what has to be mended, once it is marked. */
function focusFirstError(): void {
  const form = document.activeElement?.closest('form') ?? document;
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Where the character stands that the field does not take. */
function placeOf(issue: Issue): unknown {
  return issue.code === 'custom' ? issue.params : undefined;
}

/** The same codes as the server gives for a refused field. */
function codeOf(issue: Issue): string {
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'required' : 'too-short';
  if (issue.code === 'too_big') return 'too-long';
  if (issue.code === 'invalid_type') return 'type-mismatch';
  if (issue.code === 'custom') return issue.message;
  return issue.code === 'invalid_format' && issue.format === 'date' ? 'not-a-date' : 'invalid-value';
}
