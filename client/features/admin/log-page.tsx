/** To come in the next slice. */
export function LogPage() {
  return null;
}
