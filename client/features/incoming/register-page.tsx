/** Registers an incoming document. */
export function RegisterPage() {
  return null;
}
