import { type AccessRules, authorityAccess } from '../../pdf-signatures/produce/authority/authority-access.ts';
import { crlFolder } from './crl-folder.ts';
import { RevocationDesk } from './revocation-desk.ts';

/**
 * What follows when nobody says whether a certificate was revoked. `soft`: it is used, and that it was not learned is said wherever the
 * verdict is; `hard`: nothing is signed or sealed with it, and what arrives with it stays *Chưa rõ*.
 */
export type RevocationPolicy = 'soft' | 'hard';

/** How this deployment learns of revoked certificates. */
export interface RevocationRules extends AccessRules {
  readonly policy: RevocationPolicy;
  /** A folder of lists (`CRL_DIR`). */
  readonly crlFolder?: string | undefined;
  readonly timeoutMs?: number;
}

interface InUse {
  readonly policy: RevocationPolicy;
  readonly desk: RevocationDesk;
}

const nobody: RevocationRules = { policy: 'soft', hosts: [], networks: [] };
let inUse = deskOf(nobody);

/** Says whom to ask about revoked certificates; called once by the composition root. Without it nobody is asked. */
export function useRevocation(rules: RevocationRules): void {
  inUse = deskOf(rules);
}

export const revocationPolicy = (): RevocationPolicy => inUse.policy;
export const revocationDesk = (): RevocationDesk => inUse.desk;

function deskOf({ policy, crlFolder: folder, timeoutMs, ...access }: RevocationRules): InUse {
  const desk = new RevocationDesk({
    access: authorityAccess(access),
    folder: folder === undefined ? undefined : crlFolder(folder),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return { policy, desk };
}
