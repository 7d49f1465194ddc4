/** To come in the next slice. */
export function FirstAdministratorPage() {
  return null;
}
