import '../signing.css';
import {
  BankOutlined,
  ClockCircleOutlined,
  DownloadOutlined,
  FileSearchOutlined,
  SignatureOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SignatureView, VerificationView } from '../../../../server/signing/contract.ts';
import { dayOf, dayText, exactMomentText, timeText } from '../../../text/format.ts';
import { useLanguage, useText } from '../../../text/language.ts';
import { VerdictBadge, VerdictBlock } from '../../../ui/documents/verdict.tsx';
import { saveText } from '../../../ui/files/save-text.ts';
import { bySigner, type SignedBy } from './by-signer.ts';
import { FilledFields } from './filled-fields.tsx';
import { verificationText } from './text.ts';

/** The verdict on a file: word, sentence, checks, what to do, one card per signature, the technical report one click below. */
export function SignatureReport({
  verification,
  fileName,
  onAgain,
  busy = false,
  advises = true,
  actions,
}: {
  readonly verification: VerificationView;
  readonly fileName: string;
  readonly onAgain: () => void;
  readonly busy?: boolean;
  /** Whether something is still to be done about the file: it was neither refused nor taken back. */
  readonly advises?: boolean;
  readonly actions?: ReactNode;
}) {
  const text = useText(verificationText);
  const language = useLanguage();
  const [technical, setTechnical] = useState(false);
  const { verdict, sentence, checks, advice, signatures } = verification;
  return (
    <VerdictBlock
      verdict={verdict}
      sentence={sentence[language]}
      checks={checks.map((check) => ({ state: check.state, words: check[language] }))}
    >
      {advises && advice && (
        <div className="advice">
          <div className="small strong">{text.whatToDo}</div>
          <div className="small second">{advice[language]}</div>
        </div>
      )}
      <FilledFields changes={verification.allowedChanges} />
      {signatures.length > 0 && (
        <ol className="column gap-12">
          {bySigner(signatures).map((signer) => (
            <Signer
              key={signer.signatures[0]?.index}
              signer={signer}
              of={signatures.length}
              said={sentence[language]}
            />
          ))}
        </ol>
      )}
      <div className="flex gap-8 wrap">
        <Button size="small" loading={busy} onClick={onAgain}>
          {text.again}
        </Button>
        <Button
          size="small"
          icon={<FileSearchOutlined />}
          aria-expanded={technical}
          onClick={() => setTechnical(!technical)}
        >
          {technical ? text.hideReport : text.report}
        </Button>
        {actions}
        <span className="small third end nowrap">{text.at(timeText(verification.verifiedAt))}</span>
      </div>
      {technical && <TechnicalReport verification={verification} fileName={fileName} />}
    </VerdictBlock>
  );
}

const kindIcons = {
  person: <SignatureOutlined />,
  agency: <BankOutlined />,
  timestamp: <ClockCircleOutlined />,
} as const;

/** More signatures than this are folded by signer, but for what is not valid: that stands open, and first. */
const MOST_OPEN = 2;

function Signer({ signer, of, said }: { readonly signer: SignedBy; readonly of: number; readonly said: string }) {
  const text = useText(verificationText);
  const cards = signer.signatures.map((signature) => (
    <SignatureCard key={signature.index} signature={signature} said={said} />
  ));
  if (of <= MOST_OPEN) return cards;
  return (
    <li>
      <details className="signer" open={signer.verdict !== 'valid'}>
        <summary>
          <span className="small strong grow">{signer.name}</span>
          <span className="small second">{text.signaturesBy(signer.signatures.length)}</span>
          <VerdictBadge verdict={signer.verdict} />
        </summary>
        <ol className="column gap-12">{cards}</ol>
      </details>
    </li>
  );
}

/** `said` stands above it already. */
function SignatureCard({ signature, said }: { readonly signature: SignatureView; readonly said: string }) {
  const text = useText(verificationText);
  const language = useLanguage();
  const { signer, signedAt, timeSource, certificateUntil } = signature;
  const why = signature.sentence[language];
  const kind = signature.kind === 'timestamp' ? 'timestamp' : signer.isAgency ? 'agency' : 'person';
  const capacity = [signer.title, signer.organization].filter((part) => part !== null && part !== '');
  const kindWords = { person: text.kindPerson, agency: text.kindAgency, timestamp: text.kindTimestamp }[kind];
  return (
    <li className="card signature-card">
      <div className="signature-head">
        <span className="third">{kindIcons[kind]}</span>
        <div className="grow">
          <div className="small strong">
            {signature.index + 1}. {signer.commonName}
          </div>
          <div className="small second">{capacity.length > 0 ? capacity.join(', ') : kindWords}</div>
        </div>
        <VerdictBadge verdict={signature.verdict} />
      </div>
      {signature.verdict !== 'valid' && why !== said && <p className="small signature-why">{why}</p>}
      <dl className="facts signature-facts">
        <dt>{text.signedAt}</dt>
        <dd>
          {signedAt === null ? text.noTime : exactMomentText(signedAt)}
          <span className="third"> · {signedAt === null ? text.noTimeNote : text.timeSource[timeSource]}</span>
        </dd>
        <dt>{text.issuedBy}</dt>
        <dd>
          {signature.issuer}
          {certificateUntil !== null && ` · ${text.until(dayText(dayOf(certificateUntil)))}`}
        </dd>
      </dl>
    </li>
  );
}

/** The facts an expert asks for; the words above them are what a clerk needs. */
function TechnicalReport({
  verification,
  fileName,
}: {
  readonly verification: VerificationView;
  readonly fileName: string;
}) {
  const text = useText(verificationText);
  const words = text.technical;
  const save = (): void =>
    saveText(`${fileName.replace(/\.pdf$/i, '')}.json`, JSON.stringify(verification, null, 2), 'application/json');
  return (
    <section className="technical" aria-label={text.report}>
      <dl className="facts">
        <dt>{words.sha256}</dt>
        <dd className="code">{verification.sha256}</dd>
        {verification.notes.length > 0 && (
          <>
            <dt>{words.notes}</dt>
            <dd>{verification.notes.join('; ')}</dd>
          </>
        )}
      </dl>
      {verification.signatures.map((signature) => (
        <TechnicalSignature key={signature.index} signature={signature} />
      ))}
      <Button size="small" icon={<DownloadOutlined />} onClick={save}>
        {words.save}
      </Button>
    </section>
  );
}

function TechnicalSignature({ signature }: { readonly signature: VerificationView['signatures'][number] }) {
  const text = useText(verificationText);
  const language = useLanguage();
  const words = text.technical;
  const changes = signature.changesAfter.map((change) => `${words.revision(change.revision)}: ${change[language]}`);
  return (
    <div className="technical-signature">
      <h3>
        {signature.index + 1}. {signature.signer.commonName}
      </h3>
      <dl className="facts">
        <dt>{words.indication}</dt>
        <dd className="code">
          {[signature.indication, signature.subIndication].filter((part) => part !== null).join(' · ')}
        </dd>
        <dt>{words.field}</dt>
        <dd>{signature.field}</dd>
        <dt>{words.subFilter}</dt>
        <dd>{signature.subFilter}</dd>
        <dt>{words.level}</dt>
        <dd>{signature.level}</dd>
        <dt>{words.digest}</dt>
        <dd>{signature.digest}</dd>
        <dt>{words.coverage}</dt>
        <dd>{text.coverage[signature.coverage]}</dd>
        <dt>{words.serial}</dt>
        <dd className="code">{signature.signer.serial}</dd>
        <dt>{words.certificate}</dt>
        <dd>
          {[signature.certificateFrom, signature.certificateUntil]
            .map((at) => (at === null ? '…' : dayText(dayOf(at))))
            .join(' – ')}
        </dd>
        <dt>{words.changes}</dt>
        <dd>{changes.length === 0 ? words.none : changes.join('; ')}</dd>
      </dl>
      <ul className="small second">
        {signature.reasons.map((reason) => (
          <li key={`${reason.code} ${reason.vi}`}>
            <span className="code">{reason.code}</span> – {reason[language]}
          </li>
        ))}
      </ul>
    </div>
  );
}
