import { readAll } from '../platform/store.ts';
import { trustedCertificates } from './store.ts';
import type { TrustList } from './verification.ts';

/** The trust list of this deployment, as its operators made it. */
export async function trustOfDeployment(): Promise<TrustList> {
  const trusted = await readAll(trustedCertificates, {}, { sort: { _id: 1 } });
  const of = (kind: string) =>
    trusted.filter((row) => row.kind === kind).map((row) => Buffer.from(row.certificate, 'base64'));
  return { anchors: of('anchor'), intermediates: of('intermediate'), timestampAuthorities: of('timestamp-authority') };
}
