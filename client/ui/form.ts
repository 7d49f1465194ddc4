import { useState } from 'react';
import type { ZodType, z } from 'zod';
import type { ProblemError } from '../api/problem.ts';
import { fieldWords } from '../api/problem-text.ts';
import { useLanguage } from '../text/language.ts';

type Issue = z.core.$ZodIssue;

/** What was typed, the errors beside the fields, and the values once the contract’s schema accepts them. */
export interface Form<Values extends object, Parsed> {
  readonly values: Values;
  set<K extends keyof Values>(name: K, value: Values[K]): void;
  setAll(values: Values): void;
  /** The error of a field: by the schema after the first try, by the server after a refusal. */
  error(name: keyof Values & string): string | undefined;
  /** The values the schema accepts; undefined (and errors shown) when it does not. */
  check(): Parsed | undefined;
}

/** A form checked by a schema of the contract, and by what the server refused (`problem`). */
export function useForm<Values extends object, S extends ZodType>(
  initial: Values,
  schema: S,
  problem?: ProblemError,
): Form<Values, z.output<S>> {
  const [values, setAll] = useState(initial);
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
    setAll,
    set: (name, value) => {
      setAll((before) => ({ ...before, [name]: value }));
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
      return result.success ? result.data : undefined;
    },
  };
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
  return 'invalid-value';
}
