import { Button, Input } from 'antd';
import { fold, foldCode } from '../../../../../server/platform/text/fold.ts';
import { joinCode } from '../../../../../server/registry/documents/notation.ts';
import { dayOf, shortDay } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { Notice } from '../../../../ui/feedback/notices.tsx';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { LinkButton } from '../../../../ui/layout/link-button.tsx';
import { registerText } from '../text.ts';
import { AttachCopy } from './attach-copy.tsx';
import type { RegisterValues } from './register-fields.ts';
import type { Duplicate } from './use-duplicates.ts';

/** A document that seems to be registered already (Phụ lục VI III.1h): what is equal, what differs, three ways out. */
export function DuplicateNotice({
  document: other,
  share,
  values,
  error,
  onReason,
  onCompare,
  onAttached,
}: Duplicate & {
  readonly values: RegisterValues;
  readonly error: string | undefined;
  readonly onReason: (reason: string | null) => void;
  readonly onCompare: () => void;
  /** It was laid beside the other document and needs no number. */
  readonly onAttached: () => void;
}) {
  const text = useText(registerText);
  const reason = values.duplicateReason;
  const sameCode =
    foldCode(other.code) === foldCode(joinCode(values)) && fold(other.issuerName) === fold(values.issuer.name);
  const different = [
    values.subject === '' || fold(other.subject) === fold(values.subject) ? '' : text.differParts.subject,
    values.issuedOn === null || other.issuedOn === values.issuedOn ? '' : text.differParts.issuedOn,
  ].filter(Boolean);
  return (
    <Notice
      tone="caution"
      title={
        <>
          {text.duplicate(other.arrivalNumber)}{' '}
          <span className="medium second">
            ({text.duplicateWhen(shortDay(dayOf(other.registeredAt)), text.sources[other.source])})
          </span>
        </>
      }
      actions={
        <>
          <Button size="small" onClick={onCompare}>
            {text.compare}
          </Button>
          {values.uploadId !== '' && <AttachCopy other={other} uploadId={values.uploadId} onDone={onAttached} />}
          <LinkButton to={`/van-ban-den/${other.id}`} small>
            {text.openOther(other.arrivalNumber)}
          </LinkButton>
          <Button size="small" type="link" onClick={() => onReason(text.otherVersionOf(other.arrivalNumber))}>
            {text.otherVersion}
          </Button>
          <Button
            size="small"
            type="link"
            aria-expanded={reason !== null}
            onClick={() => onReason(reason === null ? '' : null)}
          >
            {text.anyway}
          </Button>
        </>
      }
    >
      {share !== undefined ? text.sameText(share) : sameCode ? text.sameCode : text.sameFile}{' '}
      {different.length > 0 && text.differs(different.join(', '))}
      {reason !== null && (
        <div style={{ marginTop: 8 }}>
          <FormField label={text.duplicateReason} hint={text.duplicateReasonHint} error={error} required>
            {(control) => (
              <Input
                {...control}
                autoFocus
                count={{ max: 500 }}
                value={reason}
                onChange={(event) => onReason(event.target.value)}
              />
            )}
          </FormField>
        </div>
      )}
    </Notice>
  );
}
