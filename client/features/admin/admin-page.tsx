/** To come in the next slice. */
export function AdminPage() {
  return null;
}
