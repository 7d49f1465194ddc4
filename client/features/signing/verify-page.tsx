/** Checks the signatures of a file. */
export function VerifyPage() {
  return null;
}
