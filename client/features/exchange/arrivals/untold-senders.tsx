import { UnlockOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { arrivalsContract } from '../../../../server/exchange/arrivals/contract.ts';
import { useAct } from '../../../api/act.ts';
import { type Answer, api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { ReasonedAct } from '../../../ui/forms/reason-form.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { exchangeText } from './text.ts';

/** So many senders are named. */
const FEW = 3;

type Untold = Answer<typeof arrivalsContract.listUntold>[number];

/** Senders who are not told how their documents stand for want of a key that seals, and the way on for each system. */
export function UntoldSenders() {
  const untold = useQuery(queryOf(arrivalsContract, 'listUntold')).data ?? [];
  return untold.map((one) => <UntoldOf key={one.partner} untold={one} />);
}

function UntoldOf({ untold: { partner, senders, receipts } }: { readonly untold: Untold }) {
  const words = useText(exchangeText).untold;
  const kept = useKeptForm('bao-khong-niem', partner);
  const act = useAct(
    (body: { readonly reason: string }, idempotencyKey) =>
      api(arrivalsContract).tellInClear({ body: { ...body, partner }, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.done }) },
  );
  const named = senders.slice(0, FEW).join(', ');
  const who = senders.length > FEW ? words.more(named, senders.length - FEW) : named;
  return (
    <div className="list-problem">
      <Notice tone="caution" title={words.title(who, receipts)}>
        <p>{words.note}</p>
        <ReasonedAct
          act={act}
          run={(reason) => act.run({ reason })}
          kept={kept}
          words={{ act: words.act, reason: words.reason, note: words.reasonNote }}
          icon={<UnlockOutlined />}
        />
      </Notice>
    </div>
  );
}
