import { headOf, proveConsistency } from '../../audit/heads/log-tree.ts';
import { agencies } from '../../identity/store.ts';
import { readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { hostedHere } from '../directory/hosted-here.ts';

/** Between which sizes of a log a proof is asked for. */
interface Sizes {
  readonly from: number;
  readonly to: number;
}

/**
 * The proof, in base64, that the log of an agency hosted here only added to its first `from` leaves until it had `to`; null where it holds
 * no longer so many (docs/exchange-protocol.md, section 11). 404 for any other agency; 422 `out-of-range` where there is nothing to compare.
 */
export async function logConsistency(code: string, { from, to }: Sizes) {
  const agency = await readOne(agencies, { code, active: true });
  if (!agency || !(await hostedHere(agency))) throw notFound();
  const { size } = await headOf(agency.id);
  return { from, to, proof: to > size ? null : await proveConsistency(agency.id, from, to) };
}
