import './many.css';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useText } from '../../text/language.ts';
import { Dialog } from '../dialogs/dialog.tsx';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKey } from '../keys/keyboard.ts';
import { BeforeMany } from './before-many.tsx';
import { ableOf, type Candidate, isWaiting, madeOf, planOf } from './many-plan.ts';
import { ManyReport } from './many-report.tsx';
import { manyText } from './text.ts';
import type { Many } from './use-many.ts';

export interface ActOnManyProps<Input> {
  readonly many: Many;
  readonly icon: ReactNode;
  /** The name of the act, as on the page of one. */
  readonly words: string;
  /** What cannot be taken back, where anything cannot. */
  readonly note?: string;
  readonly candidates: readonly Candidate[];
  /** What all are done with; undefined while a field is missing. */
  readonly input: Input | undefined;
  /** Chooses none any more. */
  readonly clear: () => void;
  /** Whether it is what the key `T` does. */
  readonly isNext?: boolean;
  /** The fields that all have in common. */
  readonly children?: ReactNode;
  /** What can be done with what was made, once all is done. */
  readonly after?: (made: readonly string[]) => ReactNode;
}

/**
 * The button of an act on what is chosen, or of what was not finished, and its dialogue: before, how many can and why others cannot;
 * after, what became of each.
 */
export function ActOnMany<Input>(props: ActOnManyProps<Input>) {
  const { many, words, candidates, input, clear } = props;
  const text = useText(manyText);
  const [isOpen, setOpen] = useState(false);
  const { plan } = many;
  const open = (): void => setOpen(true);
  useKey('t', props.isNext === true && candidates.length > 0 ? open : undefined);
  const close = (): void => {
    setOpen(false);
    if (!plan || many.isRunning || plan.steps.some(isWaiting)) return;
    many.end();
    clear();
  };
  if (candidates.length === 0 && !plan) return null;
  return (
    <>
      <Button
        type={props.isNext || plan ? 'primary' : 'default'}
        icon={props.icon}
        loading={many.isRunning}
        onClick={open}
      >
        {plan ? text.unfinished(words, plan.steps.filter(isWaiting).length) : `${words} (${ableOf(candidates).length})`}
        {props.isNext && !plan && <KeyHint keys={['T']} />}
      </Button>
      {isOpen && (
        <Dialog title={words} onClose={close}>
          {plan ? (
            <ManyReport many={many} plan={plan} close={close} after={props.after?.(madeOf(plan))} />
          ) : (
            <BeforeMany
              words={words}
              note={props.note}
              candidates={candidates}
              submit={input === undefined ? undefined : () => many.begin(planOf(candidates, input))}
              close={close}
            >
              {props.children}
            </BeforeMany>
          )}
        </Dialog>
      )}
    </>
  );
}
