import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../text/language.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKey } from '../keys/keyboard.ts';
import { uiText } from '../text.ts';
import { ableOf, byReason, type Candidate } from './many-plan.ts';
import { manyText } from './text.ts';

/** Before an act on many: to how many it can be done, the others by why not, and the fields that all have in common. */
export function BeforeMany(props: {
  readonly words: string;
  readonly note: string | undefined;
  readonly candidates: readonly Candidate[];
  /** Undefined while a field is missing. */
  readonly submit: (() => void) | undefined;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const { candidates, submit } = props;
  const text = useText(manyText);
  const { close } = useText(uiText);
  const able = ableOf(candidates).length;
  const run = able === 0 ? undefined : submit;
  useKey('ctrl+enter', run);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        run?.();
      }}
    >
      <p className="strong">{text.can(able, candidates.length)}</p>
      {[...byReason(candidates)].map(([reason, those]) => (
        <Those key={reason} title={text.cannot(reason, those.length)} those={those} />
      ))}
      {able > 0 && props.children}
      {able > 0 && (
        <p className="small second">
          {props.note} {text.each}
        </p>
      )}
      <div className="flex gap-8">
        <Button type="primary" htmlType="submit" disabled={run === undefined}>
          {props.words} ({able}) <KeyHint keys={['Ctrl ↵']} />
        </Button>
        <Button onClick={props.close}>{close}</Button>
      </div>
    </form>
  );
}

function Those({ title, those }: { readonly title: string; readonly those: readonly Candidate[] }) {
  return (
    <section className="many-reason">
      <h3 className="small strong">{title}</h3>
      <ul className="many-list">
        {those.map(({ id, words, page }) => (
          <li key={id} className="one-line">
            <Link to={page}>{words}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
