/** What arrived from other agencies. */
export function ArrivalsPage(_props: { readonly selectedId?: string }) {
  return null;
}
