import type { PartnerView } from '../../../../server/exchange/operations/contract.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import { Contradiction } from './contradiction.tsx';
import { Part } from './part.tsx';
import { TestMessage, TestOfPartner } from './test-message.tsx';
import { operationsText } from './text.ts';

const tones = { closed: 'good', 'half-open': 'caution', open: 'bad' } as const;

/** Every other deployment: whether it answers, since when it does not, what waits for it, and a message that tries it. */
export function Partners({ partners }: { readonly partners: readonly PartnerView[] }) {
  const text = useText(operationsText);
  return (
    <Part title={text.partners}>
      <ul className="card-body">
        {partners.length === 0 && <li className="small second">{text.noPartners}</li>}
        {partners.map((partner) => (
          <Partner key={partner.id} partner={partner} />
        ))}
        <TestMessage />
      </ul>
    </Part>
  );
}

function Partner({ partner }: { readonly partner: PartnerView }) {
  const text = useText(operationsText);
  const inWords = useReasonWords();
  const {
    carrier,
    name,
    agencies,
    address,
    circuit,
    answeredAt,
    failingSince,
    restsUntil,
    lastError,
    waiting,
    log,
    contradictions,
  } = partner;
  const facts = [
    failingSince === null ? undefined : text.failing(failingSince),
    answeredAt === null ? text.neverAnswered : text.answered(answeredAt),
    restsUntil === null ? undefined : text.rests(restsUntil),
    waiting === 0 ? undefined : text.waitingFor(waiting),
  ].filter(Boolean);
  return (
    <li className="column gap-4">
      <div className="flex gap-8">
        <h3 className="grow">{carrier === 'axis' ? text.axis(agencies) : text.partner(name, agencies)}</h3>
        <StateTag tone={tones[circuit]}>{text.circuit[circuit]}</StateTag>
      </div>
      {carrier === 'direct' && <p className="meta third">{address ?? text.collects}</p>}
      <p className="meta second">{facts.join(' · ')}</p>
      {lastError !== null && <p className="meta caution">{inWords(lastError)}</p>}
      {carrier === 'direct' && (
        <p className={log.state === 'contradicted' ? 'meta bad' : 'meta third'}>
          {[text.log[log.state](log), log.comparedAt === null ? '' : text.compared(log.comparedAt)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {contradictions.map((one) => (
        <Contradiction key={one.id} contradiction={one} />
      ))}
      {partner.code !== '' && <TestOfPartner code={partner.code} />}
    </li>
  );
}
