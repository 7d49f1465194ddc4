import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { VerificationView } from '../../../../server/signing/contract.ts';
import { useText } from '../../../text/language.ts';
import { ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { SignatureReport } from './signature-report.tsx';
import { verificationText } from './text.ts';

/** The verdict on the signatures of one file, asked for where it lies; `asked` is the query of the endpoint that gives it. */
export function FileSignatures<Key extends QueryKey>({
  asked,
  fileName,
  advises = true,
}: {
  readonly asked: UseQueryOptions<VerificationView, Error, VerificationView, Key>;
  readonly fileName: string;
  readonly advises?: boolean;
}) {
  const text = useText(verificationText);
  const checked = useQuery({ ...asked, staleTime: 60_000 });
  if (checked.error && !checked.data) {
    return <ProblemNotice problem={checked.error} retry={() => void checked.refetch()} />;
  }
  if (!checked.data) {
    return (
      <p className="small second" role="status">
        {text.checking}…
      </p>
    );
  }
  return (
    <SignatureReport
      verification={checked.data}
      fileName={fileName}
      advises={advises}
      busy={checked.isFetching}
      onAgain={() => void checked.refetch()}
    />
  );
}
