/** Signs an outgoing document. */
export function SignPage(_props: { readonly id: string }) {
  return null;
}
