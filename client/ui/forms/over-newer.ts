/**
 * What a form holds once it takes over a newer version: what the person changed since `base` stays as typed, everything else comes
 * from `latest`. Fields within a field are weighed one by one, but what names something by its id (an agency and its name), a list and
 * a text are one thing each.
 */
export function overNewer<T extends object>(base: T, typed: T, latest: T): T {
  const before = new Map<string, unknown>(Object.entries(base));
  const now = new Map<string, unknown>(Object.entries(latest));
  const touched = Object.entries(typed).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
    const [was, is] = [before.get(name), now.get(name)];
    if (isSame(was, value)) return [];
    return [[name, hasFields(was) && hasFields(value) && hasFields(is) ? overNewer(was, value, is) : value]];
  });
  return { ...latest, ...Object.fromEntries(touched) };
}

/** Whether two values say the same, as they would be sent. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function hasFields(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !Object.keys(value).some((name) => name.endsWith('Id'));
}
