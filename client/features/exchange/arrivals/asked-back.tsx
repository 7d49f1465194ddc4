import './exchange.css';
import { RollbackOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type AskedBackView, arrivalsContract } from '../../../../server/exchange/arrivals/contract.ts';
import type { IncomingView } from '../../../../server/registry/incoming/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useHasRole } from '../../../api/session.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DecideAsked } from '../../../ui/documents/decide-asked.tsx';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { usePanel } from '../../../ui/layout/panes.tsx';
import { InItsPlace } from './in-its-place.tsx';
import { exchangeText } from './text.ts';
import { UpdatedRegistered } from './updated.tsx';

const exchange = api(arrivalsContract);

interface Asked {
  readonly arrivalId: string;
  readonly askedBack: AskedBackView;
}

/** What the sender of a registered document said of it later: that it asks for it back, how it corrects it, or what stands in its place. */
export function SaidLater({ document }: { readonly document: IncomingView }) {
  const { id, arrivalId, recalled } = document;
  const found = useQuery({
    ...queryOf(arrivalsContract, 'getSaidLater', { params: { documentId: id } }),
    enabled: arrivalId !== null,
  });
  const { show } = usePanel();
  const isAsked = recalled === null && found.data?.askedBack?.answer === null;
  // As on the page of the arrival: whoever has to answer finds the question drawn out where the panel is a drawer or a sheet.
  useEffect(() => {
    if (isAsked) show(true);
  }, [isAsked, show]);
  if (!found.data) return null;
  const { askedBack } = found.data;
  return (
    <>
      <InItsPlace {...found.data} />
      <UpdatedRegistered document={document} {...found.data} />
      {askedBack && recalled === null && <AskedBack arrivalId={found.data.arrivalId} askedBack={askedBack} />}
    </>
  );
}

/** *Yêu cầu lấy lại* (13): who asks and why, with what a clerk may answer, or what was answered. */
export function AskedBack({ arrivalId, askedBack }: Asked) {
  const words = useText(exchangeText).askedBack;
  const { at, by, reason, answer } = askedBack;
  if (answer?.code === '15') return null;
  return (
    <div className="arrival-decided">
      {answer ? (
        <Notice tone="caution" icon={<RollbackOutlined />} title={words.kept(shortMoment(answer.at))}>
          <div>{`“${reason}” ${words.by(by)}`}</div>
          <div>{words.answered(answer.reason ?? '', answer.by)}</div>
        </Notice>
      ) : (
        <Open arrivalId={arrivalId} title={words.title(shortMoment(at))} said={`“${reason}” ${words.by(by)}`} />
      )}
    </div>
  );
}

function Open({
  arrivalId,
  title,
  said,
}: {
  readonly arrivalId: string;
  readonly title: string;
  readonly said: string;
}) {
  const words = useText(exchangeText).askedBack;
  const mayAnswer = useHasRole('clerk');
  const params = { arrivalId };
  const agree = useAct(
    (_: undefined, idempotencyKey) => exchange.giveBackArrival({ params, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: words.agreed }) },
  );
  const kept = useKeptForm('khong-tra-lai', arrivalId);
  const keep = useAct(
    (body: { reason: string }, idempotencyKey) => exchange.keepArrival({ params, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.declined }) },
  );
  return (
    <DecideAsked
      icon={<RollbackOutlined />}
      title={title}
      agree={{ may: mayAnswer, act: agree, words: words.agree }}
      decline={{
        ...{ may: mayAnswer, act: keep, run: (reason) => keep.run({ reason }), kept },
        words: { act: words.keep, reason: words.keepReason, note: words.keepNote },
      }}
    >
      <div>{said}</div>
      <div>{mayAnswer ? words.note : words.waits}</div>
    </DecideAsked>
  );
}
