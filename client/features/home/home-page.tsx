/** To come in the next slice. */
export function HomePage() {
  return null;
}
