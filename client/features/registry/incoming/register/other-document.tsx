import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type IncomingSummary, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { useKey } from '../../../../ui/keys/keyboard.ts';
import { PdfViewer } from '../../../../ui/pdf/pdf-viewer.tsx';
import { registerText } from '../text.ts';

/** The document that is registered already, beside the one that is to be. */
export function OtherDocument({ other, onClose }: { readonly other: IncomingSummary; readonly onClose: () => void }) {
  const text = useText(registerText);
  useKey('escape', onClose, { inFields: true });
  const found = useQuery(queryOf(incomingContract, 'getIncoming', { params: { documentId: other.id } }));
  const main = found.data?.files.find(({ role }) => role === 'main');
  return (
    <section className="register-page" aria-label={text.otherOne(other.arrivalNumber)}>
      <div className="compare-head">
        <span className="small strong grow">{text.otherOne(other.arrivalNumber)}</span>
        <Button size="small" type="primary" icon={<ArrowLeftOutlined />} onClick={onClose}>
          {text.endCompare}
        </Button>
      </div>
      {found.error && <ProblemNotice problem={found.error} />}
      {main && (
        <PdfViewer
          source={addressOf(incomingContract.getIncomingFile, { params: { documentId: other.id, fileId: main.id } })}
          name={`${other.arrivalNumber} – ${main.name}`}
          size={main.size}
        />
      )}
    </section>
  );
}
