import { NumberOutlined } from '@ant-design/icons';
import { z } from 'zod';
import { type ArrivalSummary, arrivalsContract } from '../../../../server/exchange/arrivals/contract.ts';
import { exchangePages } from '../../../../server/exchange/pages.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { ActOnMany } from '../../../ui/many/act-on-many.tsx';
import { useMany } from '../../../ui/many/use-many.ts';
import { uiText } from '../../../ui/text.ts';
import { exchangeText } from './text.ts';

const exchange = api(arrivalsContract);
/** Nobody was asked anything: what needs a reason is registered on its own page. */
const noReasons = { duplicateReason: null, verdictReason: null };

/** Registers the chosen arrivals whose signatures are valid; what is unusual about one is decided on its own page. */
export function RegisterMany({
  chosen,
  clear,
}: {
  readonly chosen: readonly ArrivalSummary[];
  readonly clear: () => void;
}) {
  const text = useText(exchangeText);
  const cannot = useCannot();
  const many = useMany({
    name: 'dang-ky-goi',
    input: z.null(),
    send: async ({ id, version, key }) => {
      const body = { version, ...noReasons };
      const { arrivalNumber } = await exchange.registerArrival({
        params: { arrivalId: id },
        body,
        idempotencyKey: key,
      });
      return { said: text.registered(arrivalNumber) };
    },
  });
  return (
    <ActOnMany
      many={many}
      icon={<NumberOutlined />}
      words={text.register}
      note={text.many.note}
      candidates={chosen.map((row) => ({
        id: row.id,
        version: row.version,
        words: [row.code, row.subject].filter(Boolean).join(' · '),
        page: `${exchangePages.arrivals}/${row.id}`,
        cannot: cannot(row),
      }))}
      input={null}
      clear={clear}
      isNext
    />
  );
}

/** Why an arrival is not registered among many, in words. */
function useCannot(): (row: ArrivalSummary) => string | undefined {
  const text = useText(exchangeText);
  const { verdict: verdicts } = useText(uiText);
  return ({ back, isAskedBack, state, verdict }) => {
    if (back !== null) return text.back[back].state;
    if (isAskedBack) return text.states['asked-back'];
    if (state !== 'arrived') return text.states[state];
    if (verdict === 'pending') return text.many.checking;
    return verdict === 'valid' ? undefined : text.many.doubtful(verdicts[verdict]);
  };
}
