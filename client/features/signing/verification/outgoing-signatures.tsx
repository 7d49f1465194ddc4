import { SignatureOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../../../server/signing/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { SignatureReport } from './signature-report.tsx';
import { verificationText } from './text.ts';

const signedStates: readonly OutgoingView['state'][] = ['signed', 'numbered', 'issued', 'recalled', 'voided'];

/** The signatures of an outgoing document with the verdict on each; before it is signed, what will be here. */
export function OutgoingSignatures({ document }: { readonly document: OutgoingView }) {
  const text = useText(verificationText);
  const signed = signedStates.includes(document.state);
  const main = document.files.find(({ role }) => role === 'main');
  const checked = useQuery({
    ...queryOf(signingContract, 'verifyOutgoing', { params: { documentId: document.id } }),
    enabled: signed && main !== undefined,
    staleTime: 60_000,
  });
  if (!signed || !main) {
    return (
      <EmptyState icon={<SignatureOutlined />} title={text.notSignedYet}>
        {text.notSignedYetNote}
      </EmptyState>
    );
  }
  if (checked.error) return <ProblemNotice problem={checked.error} retry={() => void checked.refetch()} />;
  if (!checked.data) {
    return (
      <p className="small second" role="status">
        {text.checking}
      </p>
    );
  }
  return (
    <SignatureReport
      verification={checked.data}
      fileName={main.name}
      busy={checked.isFetching}
      onAgain={() => void checked.refetch()}
    />
  );
}
