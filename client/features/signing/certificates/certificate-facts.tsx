import type { AgencyCertificateView } from '../../../../server/signing/certificates/contract.ts';
import { dayOf, dayText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import type { Tone } from '../../../ui/theme/tone.ts';
import { certificatesText } from './certificates-text.ts';

type Shown = Pick<AgencyCertificateView, 'subject' | 'issuer' | 'serial' | 'sha256' | 'from' | 'until'>;

/** What a person compares with the paper from the authority. */
export function CertificateFacts({ certificate }: { readonly certificate: Shown }) {
  const text = useText(certificatesText);
  const { subject, issuer, serial, sha256, from, until } = certificate;
  return (
    <dl className="certificate-facts">
      <dt>{text.subject}</dt>
      <dd>{subject}</dd>
      <dt>{text.issuer}</dt>
      <dd>{issuer}</dd>
      <dt>{text.validity}</dt>
      <dd>{text.period(dayText(dayOf(from)), dayText(dayOf(until)))}</dd>
      <dt>{text.serial}</dt>
      <dd className="certificate-digits">{serial}</dd>
      <dt>SHA-256</dt>
      <dd className="certificate-digits">{sha256}</dd>
    </dl>
  );
}

const tones: Readonly<Record<AgencyCertificateView['state'], Tone | undefined>> = {
  'in-force': 'good',
  pending: 'caution',
  'not-yet': undefined,
  ended: 'bad',
  revoked: 'bad',
};

/** How a certificate stands, in words. */
export function CertificateState({ state }: { readonly state: AgencyCertificateView['state'] }) {
  const text = useText(certificatesText);
  const tone = tones[state];
  return <StateTag {...(tone ? { tone } : {})}>{text.states[state]}</StateTag>;
}
