/** What a list says now of what was opened from it: a dialogue over the list hears of newer versions. */
export function asNow<T extends { readonly id: string }>(opened: T, list: readonly T[]): T {
  return list.find(({ id }) => id === opened.id) ?? opened;
}
