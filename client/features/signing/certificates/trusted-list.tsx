import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { certificatesContract, type TrustedView } from '../../../../server/signing/certificates/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import { certificatesText } from './certificates-text.ts';
import { AskWithdrawal } from './take-back.tsx';

const certificates = api(certificatesContract);
const tones = { trusted: 'good', asked: 'caution', withdrawn: 'bad' } as const;

/** The trust list — *danh sách tin cậy* — of the whole deployment; to take something off needs two administrators. */
export function TrustedList() {
  const text = useText(certificatesText);
  const asked = useQuery(queryOf(certificatesContract, 'listTrusted'));
  const [asking, setAsking] = useState<TrustedView>();
  if (asked.isPending) return <RowSkeletons label={text.loading} />;
  if (asked.error) {
    return (
      <div className="certificates-pad">
        <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  }
  return (
    <>
      <p className="certificates-pad second">{text.trustNote}</p>
      <ul>
        {asked.data.map((one) => (
          <li key={one.id} className="certificate">
            <div className="grow">
              <h2>{text.kind[one.kind]}</h2>
              <CertificateFacts certificate={one} />
              {one.withdrawn && <p className="meta bad">{text.withdrawnBy(one.withdrawn)}</p>}
              {one.asked && <p className="meta caution">{text.askedBy(one.asked)}</p>}
            </div>
            <div className="certificate-state">
              <StateTag tone={tones[one.state]}>{text.trustStates[one.state]}</StateTag>
              {one.asked && <Agree trustedId={one.id} />}
              {one.state === 'trusted' && (
                <Button size="small" danger onClick={() => setAsking(one)}>
                  {text.ask}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {asking && <AskWithdrawal certificate={asking} close={() => setAsking(undefined)} />}
    </>
  );
}

function Agree({ trustedId }: { readonly trustedId: string }) {
  const text = useText(certificatesText);
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      certificates.agreeToWithdrawal({ params: { trustedId }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: text.withdrawn }) },
  );
  return (
    <>
      <Button size="small" danger loading={act.busy} onClick={() => act.run(undefined)}>
        {text.agree}
      </Button>
      <ActNotice act={act} />
    </>
  );
}
