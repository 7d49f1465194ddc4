import { FilePdfOutlined, NumberOutlined, StopOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { type MailView, mailsContract } from '../../../../server/intake/mails/contract.ts';
import { intakePages } from '../../../../server/intake/pages.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { addressOf } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { DocumentMissing } from '../../../ui/documents/document-missing.tsx';
import { EmptyState } from '../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import { KeyHint } from '../../../ui/keys/key-hint.tsx';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { DocumentFrame } from '../../../ui/layout/document-frame.tsx';
import { usePanel } from '../../../ui/layout/panes.tsx';
import { useWayBack } from '../../../ui/layout/way-back.ts';
import { useFilters } from '../../../ui/lists/filters.ts';
import { PdfViewer } from '../../../ui/pdf/pdf-viewer.tsx';
import { MailContent } from './mail-content.tsx';
import { titleOf } from './mail-row.tsx';
import { RefuseForm } from './refuse-form.tsx';
import { mailsText } from './text.ts';

/** One mail: the pages of what it carries, what it says, and the decision about it. */
export function OpenedMail({ id }: { readonly id: string }) {
  const found = useQuery(queryOf(mailsContract, 'getMail', { params: { mailId: id } }));
  if (found.data) return <Opened mail={found.data} />;
  return <DocumentMissing error={found.error} retry={() => void found.refetch()} backTo={intakePages.mails} />;
}

function Opened({ mail }: { readonly mail: MailView }) {
  const text = useText(mailsText);
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const back = { to: intakePages.mails, search: { loc: filters.loc, dong: mail.id } };
  const [shownId, setShownId] = useState(mail.mainId);
  const waits = mail.state === 'proposed';
  const refusing = waits && filters.lam === 'tu-choi';
  const { show } = usePanel();
  // What it says is read in the panel, where that is a drawer as well, as long as there are no pages.
  useEffect(() => show(refusing || mail.mainId === null), [refusing, mail.mainId, show]);
  const wayBack = useWayBack();
  useKey('escape', () => (refusing ? setFilters({ lam: undefined }) : wayBack(() => void navigate(back))));
  const register = (): void => void navigate({ to: registryPages.registerIncoming, search: { thu: mail.id } });
  useKey('t', waits && !refusing ? register : undefined);
  return (
    <DocumentFrame
      back={back}
      number={mail.from.name || mail.from.address || text.noSender}
      tag={<StateTag tone={toneOf(mail)}>{text.states[mail.state]}</StateTag>}
      subject={titleOf(mail, text)}
      acts={
        waits && !refusing ? (
          <>
            <Button type="primary" icon={<NumberOutlined />} onClick={register}>
              {text.register} <KeyHint keys={['T']} />
            </Button>
            <Button icon={<StopOutlined />} onClick={() => setFilters({ lam: 'tu-choi' })}>
              {text.refuse}
            </Button>
          </>
        ) : undefined
      }
      pages={<Pages mail={mail} shownId={shownId} />}
    >
      {refusing ? (
        <RefuseForm mail={mail} onClose={() => setFilters({ lam: undefined })} />
      ) : (
        <MailContent mail={mail} shownId={shownId} showFile={setShownId} />
      )}
    </DocumentFrame>
  );
}

function toneOf({ state }: MailView): 'accent' | 'good' | 'caution' {
  if (state === 'registered') return 'good';
  return state === 'refused' ? 'caution' : 'accent';
}

function Pages({ mail, shownId }: { readonly mail: MailView; readonly shownId: string | null }) {
  const text = useText(mailsText);
  const file = mail.parts.find(({ id }) => id === shownId);
  if (!file) {
    return (
      <EmptyState icon={<FilePdfOutlined />} title={text.noPages}>
        {mail.state === 'proposed' && text.noPagesNote}
      </EmptyState>
    );
  }
  const source = addressOf(mailsContract.getMailFile, { params: { mailId: mail.id, fileId: file.id } });
  return <PdfViewer key={file.id} source={source} name={file.name} size={file.size} />;
}
