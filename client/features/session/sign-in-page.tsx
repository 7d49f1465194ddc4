/** To come in the next slice. */
export function SignInPage() {
  return null;
}
