import { type RefObject, useEffect, useRef } from 'react';

const fields = [
  'input:not([type="hidden"], [type="file"], [type="checkbox"], [type="radio"], [tabindex="-1"])',
  'textarea:not([tabindex="-1"])',
].join(', ');

/** A form that opens has the focus in its first field, so that what is typed next lands there and nowhere else. */
export function useFirstField<E extends HTMLElement>(): RefObject<E | null> {
  const form = useRef<E>(null);
  useEffect(() => {
    if (form.current?.contains(document.activeElement)) return;
    form.current?.querySelector<HTMLElement>(fields)?.focus({ preventScroll: true });
  }, []);
  return form;
}
