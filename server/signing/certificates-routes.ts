import { currentTime } from '../platform/clock.ts';
import { routes } from '../platform/http.ts';
import { inTransaction } from '../platform/transaction.ts';
import { agencyCertificateView, agencyCertificateViews } from './certificate-views.ts';
import { certificatesContract } from './certificates-contract.ts';
import { confirmCertificate } from './confirm-certificate.ts';

export const certificatesRoutes = routes(certificatesContract, {
  listAgencyCertificates: (_checked, { agencyId }) => agencyCertificateViews(agencyId, currentTime()),
  confirmCertificate: ({ params }, actor) =>
    inTransaction(actor, async (tx) =>
      agencyCertificateView(await confirmCertificate(tx, params.certificateId), tx.now),
    ),
});
