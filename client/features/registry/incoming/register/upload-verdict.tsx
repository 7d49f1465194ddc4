import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useEffect } from 'react';
import { signingContract } from '../../../../../server/signing/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { exactMomentText } from '../../../../text/format.ts';
import { useLanguage, useText } from '../../../../text/language.ts';
import { VerdictBlock } from '../../../../ui/documents/verdict.tsx';
import { Notice } from '../../../../ui/feedback/notices.tsx';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { registerText } from '../text.ts';

/**
 * What is to be said of the signatures of the file, before it gets a number: a clerk returns what was changed after signing, and cannot
 * once it stands in the book. Whoever registers an invalid one all the same says why.
 */
export function UploadVerdict({
  uploadId,
  issuerId,
  reason,
  error,
  onReason,
  onAsked,
}: {
  readonly uploadId: string;
  /** The agency of the directory that issued it, once the form says which. */
  readonly issuerId: string | null;
  readonly reason: string | null;
  readonly error: string | undefined;
  readonly onReason: (reason: string | null) => void;
  /** The verdict asks for a reason (empty yet) or for none (null): no typing of the person’s. */
  readonly onAsked: (reason: '' | null) => void;
}) {
  const text = useText(registerText);
  const language = useLanguage();
  const checked = useQuery({
    ...queryOf(signingContract, 'verifyUpload', {
      params: { uploadId },
      query: issuerId === null ? {} : { from: issuerId },
    }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const verdict = checked.data?.verdict;
  const wanted = verdict === 'invalid';
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed stays; only another verdict begins anew
  useEffect(() => {
    if (verdict !== undefined) onAsked(wanted ? '' : null);
  }, [uploadId, verdict]);
  if (checked.error && !checked.data) {
    return (
      <Notice tone="caution" title={text.verdictFailed}>
        {text.verdictFailedNote}
      </Notice>
    );
  }
  if (!checked.data) return <VerdictBlock verdict="pending" sentence={text.verdictPending} />;
  const { sentence, checks, signatures } = checked.data;
  const worth = checks.filter(({ state }) => state === 'bad' || state === 'caution');
  return (
    <section className="column gap-8" aria-label={text.verdictTitle}>
      <VerdictBlock
        verdict={checked.data.verdict}
        sentence={sentence[language]}
        checks={worth.map((check) => ({ state: check.state, words: check[language] }))}
      >
        {signatures.length > 0 && (
          <ul className="small second">
            {signatures
              .filter(({ kind }) => kind === 'signature')
              .map(({ index, signer, signedAt }) => (
                <li key={index}>
                  {text.verdictSigner(signer.commonName, signedAt === null ? '' : exactMomentText(signedAt))}
                </li>
              ))}
          </ul>
        )}
      </VerdictBlock>
      {wanted && (
        <FormField label={text.verdictReason} hint={text.verdictReasonHint} error={error} required>
          {(control) => (
            <Input
              {...control}
              count={{ max: 500 }}
              value={reason ?? ''}
              onChange={(event) => onReason(event.target.value)}
            />
          )}
        </FormField>
      )}
    </section>
  );
}
