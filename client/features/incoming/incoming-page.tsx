/** The list of incoming documents; what is opened stands beside it. */
export function IncomingPage(_props: { readonly selectedId?: string; readonly children?: React.ReactNode }) {
  return null;
}
