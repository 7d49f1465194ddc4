import { z } from 'zod';
import { refusal } from './message-refusal.ts';

/**
 * Refuses `unsupported-member` when one of the names that the sender calls critical – `member`, or `object.member` – is none of this form:
 * what must be understood is never ignored (docs/exchange-protocol.md, section 5).
 */
export function refuseCritical(names: readonly string[], form: z.ZodObject): void {
  for (const name of names) {
    if (!isKnown(name.split('.'), form))
      throw refusal('unsupported-member', `The member ${name} is not understood here`);
  }
}

function isKnown([name = '', ...rest]: readonly string[], form: z.ZodType): boolean {
  const object = objectIn(form);
  if (!object || !Object.hasOwn(object.shape, name)) return false;
  const member = object.shape[name];
  return rest.length === 0 || (member !== undefined && isKnown(rest, member as z.ZodType));
}

/** The object that a member is, or that a list or an absent member holds. */
function objectIn(form: z.ZodType): z.ZodObject | undefined {
  if (form instanceof z.ZodObject) return form;
  if (form instanceof z.ZodArray) return objectIn(form.element as z.ZodType);
  if (form instanceof z.ZodNullable || form instanceof z.ZodExactOptional) return objectIn(form.unwrap() as z.ZodType);
  return undefined;
}
