import {
  type AgencyCertificateView,
  certificatesContract,
  type TrustedView,
} from '../../../../server/signing/certificates/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DateField } from '../../../ui/forms/date-field.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { certificatesText } from './certificates-text.ts';

const certificates = api(certificatesContract);
const { body } = certificatesContract.revokeCertificate;

interface Values {
  readonly since: string | null;
  readonly reason: string;
}
type Given = { readonly since: string | null; readonly reason: string };

/** Takes a certificate of the agency back, from when and why. */
export function RevokeCertificate({
  certificate,
  close,
}: {
  readonly certificate: AgencyCertificateView;
  readonly close: () => void;
}) {
  const text = useText(certificatesText);
  const params = { certificateId: certificate.id };
  return (
    <TakeBack
      words={{ submit: text.revoke, note: text.revokeNote, done: text.revoked }}
      certificate={certificate}
      send={(values, idempotencyKey) => certificates.revokeCertificate({ params, body: values, idempotencyKey })}
      close={close}
    />
  );
}

/** Asks that a certificate be taken off the trust list. */
export function AskWithdrawal({
  certificate,
  close,
}: {
  readonly certificate: TrustedView;
  readonly close: () => void;
}) {
  const text = useText(certificatesText);
  const params = { trustedId: certificate.id };
  return (
    <TakeBack
      words={{ submit: text.ask, note: text.askNote, done: text.asked }}
      certificate={certificate}
      send={(values, idempotencyKey) => certificates.askWithdrawal({ params, body: values, idempotencyKey })}
      close={close}
    />
  );
}

function TakeBack(props: {
  readonly words: { readonly submit: string; readonly note: string; readonly done: string };
  readonly certificate: AgencyCertificateView | TrustedView;
  readonly send: (values: Given, idempotencyKey: string) => Promise<unknown>;
  readonly close: () => void;
}) {
  const text = useText(certificatesText);
  const { submit, note, done } = props.words;
  const kept = useKeptForm('thu-hoi', props.certificate.id);
  const act = useAct(props.send, {
    kept,
    onDone: () => {
      showToast({ words: done });
      props.close();
    },
  });
  const form = useForm<Values, typeof body>({ since: null, reason: '' }, body, act.problem, kept);
  return (
    <DialogForm
      title={submit}
      submit={submit}
      danger
      kept={kept}
      act={act}
      onClose={props.close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <p>{note}</p>
      <CertificateFacts certificate={props.certificate} />
      <FormField label={text.since} error={form.error('since')} hint={text.sinceHint}>
        {(control) => (
          <DateField control={control} value={form.values.since} onChange={(value) => form.set('since', value)} />
        )}
      </FormField>
      <FormField label={text.reason} error={form.error('reason')} hint={text.reasonHint}>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 6]}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
    </DialogForm>
  );
}
