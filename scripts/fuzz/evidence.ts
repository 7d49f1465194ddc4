import { addValidationData } from '../../server/pdf-signatures/produce/add-validation-data.ts';
import { anOcspAnswer } from '../../test/support/attacks/evidence-attacks.ts';
import { cleanLists } from '../../test/support/levels.ts';
import { aDemoAuthority } from '../../test/support/signing.ts';
import { oddDer } from './cms.ts';
import type { Mutation } from './damage.ts';
import type { Dice } from './dice.ts';

const nothing = { certificates: [], crls: [], ocsps: [] };

/** Certificates, revocation lists and OCSP answers in the security store, their DER changed. */
export async function oddEvidence(dice: Dice, file: Buffer): Promise<Mutation> {
  const { authority, leader } = await aDemoAuthority();
  const { crls } = await cleanLists();
  const odd = (items: readonly Uint8Array[]): Buffer[] => items.map((item) => oddDer(dice, item));
  const evidence = {
    certificates: odd([authority.issuing.certificate, leader.certificate]),
    crls: odd(crls),
    ocsps: odd([anOcspAnswer(leader, authority.issuing, authority.issuing)]),
  };
  return { what: 'odd evidence', bytes: Buffer.from(await addValidationData(file, nothing, evidence)) };
}
