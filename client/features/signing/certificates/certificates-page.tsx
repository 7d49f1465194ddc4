import './certificates.css';
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type AgencyCertificateView, certificatesContract } from '../../../../server/signing/certificates/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useSession } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { TabPanel, Tabs } from '../../../ui/layout/tabs.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { CertificateFacts, CertificateState } from './certificate-facts.tsx';
import { certificatesText } from './certificates-text.ts';
import { ConfirmCertificate } from './confirm-certificate.tsx';
import { RevokeCertificate } from './take-back.tsx';
import { TrustedList } from './trusted-list.tsx';

/** The certificates of the agency's seal and system key, and the trust list, with what an administrator does about them. */
export function CertificatesPage() {
  const text = useText(certificatesText);
  const session = useSession();
  const [filters, setFilters] = useFilters();
  const part = filters.the === 'tin-cay' ? 'tin-cay' : 'co-quan';
  return (
    <Page
      header={
        <>
          <PageHeader title={text.title} note={session?.agency?.name} />
          <Tabs
            id="chung-thu"
            label={text.title}
            current={part}
            choose={(the) => setFilters({ the })}
            tabs={[
              { name: 'co-quan', words: text.own },
              { name: 'tin-cay', words: text.trustList },
            ]}
          />
        </>
      }
    >
      <TabPanel id="chung-thu" current={part}>
        {part === 'co-quan' ? <OwnCertificates /> : <TrustedList />}
      </TabPanel>
    </Page>
  );
}

type Doing = { readonly act: 'confirm' | 'revoke'; readonly certificate: AgencyCertificateView };

function OwnCertificates() {
  const text = useText(certificatesText);
  const asked = useQuery(queryOf(certificatesContract, 'listAgencyCertificates'));
  const [doing, setDoing] = useState<Doing>();
  const close = (): void => setDoing(undefined);
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
          <OwnCertificate key={one.id} certificate={one} start={setDoing} />
        ))}
      </ul>
      {doing?.act === 'confirm' && <ConfirmCertificate certificate={doing.certificate} close={close} />}
      {doing?.act === 'revoke' && <RevokeCertificate certificate={doing.certificate} close={close} />}
    </>
  );
}

function OwnCertificate({
  certificate,
  start,
}: {
  readonly certificate: AgencyCertificateView;
  readonly start: (doing: Doing) => void;
}) {
  const text = useText(certificatesText);
  const { purpose, state, confirmedBy, revoked } = certificate;
  return (
    <li className="certificate">
      <div className="grow">
        <h2>{text.purpose[purpose]}</h2>
        <CertificateFacts certificate={certificate} />
        {confirmedBy && <p className="meta third">{text.confirmedBy(confirmedBy)}</p>}
        {revoked && <p className="meta bad">{text.revokedBy(revoked)}</p>}
      </div>
      <div className="certificate-state">
        <CertificateState state={state} />
        {state === 'pending' && (
          <Button type="primary" onClick={() => start({ act: 'confirm', certificate })}>
            {text.confirm}
          </Button>
        )}
        {state !== 'revoked' && (
          <Button size="small" danger onClick={() => start({ act: 'revoke', certificate })}>
            {text.revoke}
          </Button>
        )}
      </div>
    </li>
  );
}
