import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { useText } from '../../../../text/language.ts';
import { recipientsText } from './recipients-text.ts';

/** Where more recipients go to: those that are there, what adds to them, and what ends the choosing. */
export interface Taking {
  readonly recipients: readonly Recipient[];
  readonly add: (more: readonly Recipient[]) => void;
  readonly close: () => void;
}

/** What would be added, how many are there already, what else there is to know, and the act. */
export function AddFresh({
  fresh,
  known,
  add,
  close,
  children,
}: Omit<Taking, 'recipients'> & {
  readonly fresh: readonly Recipient[];
  readonly known: number;
  readonly children: ReactNode;
}) {
  const words = useText(recipientsText);
  return (
    <>
      <p className="small second" role="status">
        {[words.fresh(fresh.length), known > 0 ? words.known(known) : ''].filter(Boolean).join(' · ')}
      </p>
      {children}
      <div>
        <Button
          disabled={fresh.length === 0}
          onClick={() => {
            add(fresh);
            close();
          }}
        >
          {words.addCount(fresh.length)}
        </Button>
      </div>
    </>
  );
}
