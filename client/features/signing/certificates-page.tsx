import './certificates.css';
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type AgencyCertificateView, certificatesContract } from '../../../server/signing/certificates-contract.ts';
import { queryOf } from '../../api/query-client.ts';
import { useSession } from '../../api/session.ts';
import { useText } from '../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../ui/notices.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/row.tsx';
import { CertificateFacts, CertificateState } from './certificate-facts.tsx';
import { certificatesText } from './certificates-text.ts';
import { ConfirmCertificate } from './confirm-certificate.tsx';

/** The certificates of the agency's seal and system key — *chứng thư của cơ quan* — with what an administrator does about them. */
export function CertificatesPage() {
  const text = useText(certificatesText);
  const session = useSession();
  return (
    <Page header={<PageHeader title={text.title} note={session?.agency?.name} />}>
      <OwnCertificates />
    </Page>
  );
}

function OwnCertificates() {
  const text = useText(certificatesText);
  const asked = useQuery(queryOf(certificatesContract, 'listAgencyCertificates'));
  const [confirming, setConfirming] = useState<AgencyCertificateView>();
  if (asked.isPending) return <RowSkeletons label={text.loading} />;
  if (asked.error) {
    return (
      <div className="certificates-pad">
        <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  }
  if (asked.data.length === 0) {
    return (
      <EmptyState icon={<SafetyCertificateOutlined />} title={text.empty}>
        {text.emptyNote}
      </EmptyState>
    );
  }
  return (
    <>
      <ul>
        {asked.data.map((one) => (
          <li key={one.id} className="certificate">
            <div className="grow">
              <h2>{text.purpose[one.purpose]}</h2>
              <CertificateFacts certificate={one} />
              {one.confirmedBy && <p className="meta third">{text.confirmedBy(one.confirmedBy)}</p>}
            </div>
            <div className="certificate-state">
              <CertificateState state={one.state} />
              {one.state === 'pending' && (
                <Button type="primary" onClick={() => setConfirming(one)}>
                  {text.confirm}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {confirming && <ConfirmCertificate certificate={confirming} close={() => setConfirming(undefined)} />}
    </>
  );
}
