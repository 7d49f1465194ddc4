import type { AgencyKeys } from './agency-keys.ts';

let inUse: AgencyKeys | undefined;

/** Says behind which port the agencies' keys are; called once by the composition root. */
export function useAgencyKeys(keys: AgencyKeys): void {
  inUse = keys;
}

/** The agencies' keys of this deployment. */
export function agencyKeys(): AgencyKeys {
  if (!inUse) throw new Error('No agency keys are in use: call useAgencyKeys first');
  return inUse;
}
