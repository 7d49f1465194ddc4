import type { AgencyCertificate } from '../certificates/agency-certificate.ts';

/** Which certificates, by SHA-256, others outside this house have had time to learn of as an agency’s. */
export type Learnt = (agencyId: string, at: Date) => Promise<ReadonlySet<string>>;

let inUse: Learnt | undefined;

/** Says what others know of the agencies’ system certificates; called once by the composition root. Without it, nobody outside is asked for. */
export function useLearntCertificates(learnt: Learnt): void {
  inUse = learnt;
}

/**
 * Certificates by which an agency may sign, in their order, but those that others know already before any other: what a renewed key signs would be
 * believed by nobody who has not heard of it.
 */
export async function learntFirst(
  inForce: readonly AgencyCertificate[],
  agencyId: string,
  at: Date,
): Promise<readonly AgencyCertificate[]> {
  if (inForce.length < 2 || !inUse) return inForce;
  const learnt = await inUse(agencyId, at);
  const isLearnt = ({ sha256 }: AgencyCertificate) => learnt.has(sha256);
  return [...inForce.filter(isLearnt), ...inForce.filter((one) => !isLearnt(one))];
}
