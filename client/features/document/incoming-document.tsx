/** The pages and the panel of one incoming document. */
export function IncomingDocument(_props: { readonly id: string }) {
  return null;
}
