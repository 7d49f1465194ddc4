import { DEPLOYMENT } from '../../audit/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { routes } from '../../platform/api/http.ts';
import { currentTime } from '../../platform/clock.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { agreeToWithdrawal } from './agree-to-withdrawal.ts';
import { askWithdrawal } from './ask-withdrawal.ts';
import { agencyCertificateView, agencyCertificateViews, trustedView, trustedViews } from './certificate-views.ts';
import { confirmCertificate } from './confirm-certificate.ts';
import { certificatesContract } from './contract.ts';
import { revokeCertificate } from './revoke-certificate.ts';

export const certificatesRoutes = routes(certificatesContract, {
  listAgencyCertificates: (_checked, { agencyId }) => agencyCertificateViews(agencyId, currentTime()),
  confirmCertificate: ({ params }, actor) =>
    requestedAct(actor, async (tx) =>
      agencyCertificateView(await confirmCertificate(tx, params.certificateId), tx.now),
    ),
  revokeCertificate: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) =>
      agencyCertificateView(await revokeCertificate(tx, { ...params, ...body }), tx.now),
    ),
  listTrusted: () => trustedViews(),
  askWithdrawal: ({ params, body }, actor) =>
    requestedAct(forAll(actor), async (tx) => trustedView(await askWithdrawal(tx, { ...params, ...body }))),
  agreeToWithdrawal: ({ params }, actor) =>
    requestedAct(forAll(actor), async (tx) => trustedView(await agreeToWithdrawal(tx, params.trustedId))),
});

/** Acts on everybody's list stand in the log of the deployment, under the name of whoever did them. */
const forAll = (actor: Actor): Actor => ({ ...actor, agencyId: DEPLOYMENT });
