import { type AgencyCertificateView, certificatesContract } from '../../../../server/signing/certificates/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import { certificatesText } from './certificates-text.ts';

const certificates = api(certificatesContract);

/** Confirms as the second person, after comparing, that a certificate is the agency's. */
export function ConfirmCertificate({
  certificate,
  close,
}: {
  readonly certificate: AgencyCertificateView;
  readonly close: () => void;
}) {
  const text = useText(certificatesText);
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      certificates.confirmCertificate({ params: { certificateId: certificate.id }, body: {}, idempotencyKey }),
    {
      onDone: () => {
        showToast({ words: text.confirmed });
        close();
      },
    },
  );
  return (
    <DialogForm
      title={text.confirmTitle(text.purpose[certificate.purpose])}
      submit={text.confirm}
      act={act}
      onClose={close}
      onSubmit={() => act.run(undefined)}
    >
      <p>{text.compare}</p>
      <CertificateFacts certificate={certificate} />
    </DialogForm>
  );
}
