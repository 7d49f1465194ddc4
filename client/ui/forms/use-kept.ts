import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type ZodType, z } from 'zod';
import { useSession } from '../../api/session.ts';
import { storage } from '../../text/preference.ts';
import { fits, KeptForm } from './kept-form.ts';

/** The form of this person and position on this machine, about `object`; a form about another object is another component (`key`). */
export function useKeptForm(form: string, object = ''): KeptForm {
  const session = useSession();
  const [kept] = useState(() => {
    const { person, position } = session ?? {};
    const place = person && position ? { personId: person.id, positionId: position.id, form, object } : undefined;
    return new KeptForm(place, storage());
  });
  return kept;
}

/** A part of a form: its value, how the person changes it, and how the page fills it in by itself. */
type KeptPart<T> = readonly [value: T, change: (next: Next<T>) => void, fill: (next: Next<T>) => void];

type Next<T> = (before: T) => T;

/** `useState` whose value stays on this machine with the form; without a form to keep it in it is only that. */
export function useKept<T>(
  kept: KeptForm | undefined,
  part: string,
  initial: T,
  schema: ZodType<T> = z.custom<T>((value) => fits(initial, value)),
): KeptPart<T> {
  const [first] = useState(() => ({ initial, value: kept?.read(part, schema) ?? initial }));
  const [value, show] = useState(first.value);
  const current = useRef(value);
  const put = (by: 'person' | 'page') => (next: Next<T>) => {
    current.current = next(current.current);
    kept?.keep(part, current.current, by);
    show(current.current);
  };
  useThrownAway(kept, () => {
    current.current = first.initial;
    show(first.initial);
  });
  return [value, put('person'), put('page')];
}

/** Begins anew what belongs to the form when the person throws it away. */
export function useThrownAway(kept: KeptForm | undefined, begin: () => void): void {
  const rounds = useSyncExternalStore(kept?.subscribe ?? neverTells, () => kept?.rounds() ?? 0);
  const seen = useRef(rounds);
  const current = useRef(begin);
  current.current = begin;
  useEffect(() => {
    if (seen.current === rounds) return;
    seen.current = rounds;
    current.current();
  }, [rounds]);
}

function neverTells(): () => void {
  return () => undefined;
}
