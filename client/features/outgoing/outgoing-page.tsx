/** The list of outgoing documents; what is opened stands beside it. */
export function OutgoingPage(_props: { readonly selectedId?: string }) {
  return null;
}
