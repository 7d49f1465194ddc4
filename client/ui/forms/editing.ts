import { useEffect } from 'react';
import type { ZodType, z } from 'zod';
import type { Act } from '../../api/act.ts';
import { useText } from '../../text/language.ts';
import { showToast } from '../feedback/toast.tsx';
import { uiText } from '../text.ts';
import { type Form, useForm } from './form.ts';
import type { KeptForm } from './kept-form.ts';
import { isSame, overNewer } from './over-newer.ts';
import { useKept, useThrownAway } from './use-kept.ts';

/** What a form that changes something was filled from. */
export interface Edited<Values> {
  readonly version: number;
  readonly values: Values;
}

/** A form over something that has versions: the version to send with what is typed, and the act with the way out of its 412. */
export interface Editing<Values extends object, Parsed, Input> {
  readonly form: Form<Values, Parsed>;
  readonly version: number;
  readonly base: Edited<Values>;
  readonly act: Act<Input>;
}

/**
 * The form that changes what has versions (*sửa*): it remembers, and keeps with what is typed, the version it was filled from, and that one
 * is sent; so whoever saved in between is not undone but the act refused (412). Then the refusal offers to take over what is there
 * now: untouched fields from `latest`, touched ones as typed. A newer version in which no field of the form differs is taken silently.
 */
export function useEditing<Values extends object, S extends ZodType, Input>(
  latest: Edited<Values>,
  schema: S,
  act: Act<Input>,
  kept: KeptForm,
): Editing<Values, z.output<S>, Input> {
  const words = useText(uiText);
  const [base, , fillBase] = useKept(kept, 'base', latest);
  const form = useForm(latest.values, schema, act.problem, kept);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the form was opened with is kept beside the first thing typed
  useEffect(() => fillBase((before) => before), []);
  useThrownAway(kept, () => {
    fillBase(() => latest);
    form.fill(() => latest.values);
  });
  const isNewer = latest.version > base.version;
  const version = isNewer && saysTheSame(base.values, latest.values) ? latest.version : base.version;
  const takeOver = (): void => {
    form.fill((typed) => overNewer(base.values, typed, latest.values));
    fillBase(() => latest);
    act.clear();
    showToast({ words: words.tookOver });
  };
  const isOffered = isNewer && act.problem?.status === 412;
  return { form, version, base, act: isOffered ? { ...act, takeOver } : act };
}

/** Whether a newer version changed nothing this form shows. */
function saysTheSame<Values extends object>(one: Values, other: Values): boolean {
  return isSame({ ...one, version: undefined }, { ...other, version: undefined });
}
