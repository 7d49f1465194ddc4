import { CheckOutlined, ClockCircleOutlined, CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { auditContract, type LogState } from '../../../server/audit/contract.ts';
import { api } from '../../api/client.ts';
import { momentText, numberText } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { Notice, ProblemNotice } from '../../ui/feedback/notices.tsx';
import { RowSkeletons } from '../../ui/lists/row.tsx';
import { logStateText } from './log-state-text.ts';

const audit = api(auditContract);

const looks = {
  good: { box: 'verdict good', icon: <CheckOutlined /> },
  none: { box: 'verdict none', icon: <ClockCircleOutlined /> },
  bad: { box: 'verdict bad', icon: <CloseOutlined /> },
} as const;

/** Whether a log is still what was written, in words: last look, signature, and who outside holds it. */
export function LogStateCard({ of }: { readonly of: 'agency' | 'deployment' }) {
  const text = useText(logStateText);
  const state = useQuery({
    queryKey: ['log-state', of],
    queryFn: ({ signal }) => audit.readLogState({ query: { of }, signal }),
  });
  if (state.isPending) return <RowSkeletons label={text.loading} />;
  if (state.error) return <ProblemNotice problem={state.error} retry={() => void state.refetch()} />;
  return <Shown state={state.data} />;
}

function Shown({ state }: { readonly state: LogState }) {
  const text = useText(logStateText);
  const { signed, witnesses, held } = state;
  const [witness] = witnesses;
  const contradicted = held.filter((head) => head.state === 'contradicted').map(({ name }) => name);
  return (
    <div className="log-state">
      <Word state={state} />
      {contradicted.length > 0 && (
        <Notice tone="bad" title={text.contradicted(contradicted.join(', '))}>
          {text.contradictedNote}
        </Notice>
      )}
      <dl className="facts">
        <Fact name={text.size}>{numberText(state.size)}</Fact>
        <Fact name={text.signed}>
          {signed ? text.signedNote(signed.size, momentText(signed.at)) : text.neverSigned}
          {signed && signed.epoch > 1 && ` · ${text.epoch(signed.epoch)}`}
        </Fact>
        <Fact name={text.witness}>
          {witness ? text.witnessNote(witness.name, witness.size, momentText(witness.at)) : text.noWitness}
        </Fact>
        <Fact name={text.held}>
          {held.length === 0 && text.nothingHeld}
          <ul>
            {held.map((head) => (
              <li key={head.name}>
                {text.heldNote(head.name, head.size)} · <Compared state={head.state} />
              </li>
            ))}
          </ul>
        </Fact>
      </dl>
    </div>
  );
}

function Word({ state: { check } }: { readonly state: LogState }) {
  const text = useText(logStateText);
  if (!check) return <Verdict look="none" word={text.unchecked} note={text.uncheckedNote} />;
  if (check.fault === null)
    return <Verdict look="good" word={text.whole} note={text.wholeNote(check.size, momentText(check.at))} />;
  return (
    <Verdict look="bad" word={text.broken} note={text.brokenNote}>
      <p className="meta">{check.fault}</p>
    </Verdict>
  );
}

function Verdict(props: {
  readonly look: keyof typeof looks;
  readonly word: string;
  readonly note: string;
  readonly children?: ReactNode;
}) {
  const { box, icon } = looks[props.look];
  return (
    <div className={box} role={props.look === 'bad' ? 'alert' : undefined}>
      <span className="verdict-icon">{icon}</span>
      <div>
        <div className="verdict-word">{props.word}</div>
        <p>{props.note}</p>
        {props.children}
      </div>
    </div>
  );
}

function Compared({ state }: { readonly state: LogState['held'][number]['state'] }) {
  const text = useText(logStateText);
  const tone = { unchecked: 'third', confirmed: 'good', contradicted: 'bad' }[state];
  return <span className={tone}>{text.state[state]}</span>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
