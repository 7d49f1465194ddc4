import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type OperationsView, operationsContract } from '../../../../server/exchange/operations/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { Part } from './part.tsx';
import { operationsText } from './text.ts';

/** What no recipient holds, by its cause, and the act by which everything that stopped is sent again. */
export function Failures({ failures }: Pick<OperationsView, 'failures'>) {
  const text = useText(operationsText);
  const inWords = useReasonWords();
  return (
    <Part title={text.failures}>
      <ul className="card-body">
        {failures.length === 0 && <li className="small second">{text.noFailures}</li>}
        {failures.map(({ reason, deliveries, agencies, since, tried }) => (
          <li key={`${reason} ${tried}`} className="flex gap-12">
            <div className="grow">
              <p className="small">{reason === null ? text.unknown : inWords(reason)}</p>
              <p className="meta third">
                {text.failure(deliveries, agencies)} · {text.since(since)}
              </p>
            </div>
            <StateTag tone={tried ? 'caution' : 'bad'}>{tried ? text.tried : text.stopped}</StateTag>
          </li>
        ))}
        {failures.some(({ tried }) => !tried) && <ResumeAll />}
      </ul>
    </Part>
  );
}

function ResumeAll() {
  const text = useText(operationsText);
  const act = useAct(
    (_: undefined, idempotencyKey) => api(operationsContract).resumeAll({ body: {}, idempotencyKey }),
    { onDone: ({ agencies }) => showToast({ words: text.resumed(agencies) }) },
  );
  return (
    <li className="column gap-8">
      <span>
        <Button icon={<ReloadOutlined />} loading={act.busy} onClick={() => act.run(undefined)}>
          {text.resume}
        </Button>
      </span>
      <ActNotice act={act} />
    </li>
  );
}
