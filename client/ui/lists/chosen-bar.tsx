import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../text/language.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { uiText } from '../text.ts';

/** What can be done with the chosen rows, at the foot of the list; empty, and so not there, while nothing can. */
export function ChosenBar(props: { readonly count: number; readonly clear: () => void; readonly children: ReactNode }) {
  const text = useText(uiText).chosen;
  return (
    <div className="chosen-bar no-print">
      {props.count > 0 && (
        <>
          <span className="strong" role="status">
            {text.count(props.count)}
          </span>
          <Button type="text" onClick={props.clear}>
            {text.none} <KeyHint keys={['Esc']} />
          </Button>
        </>
      )}
      {props.children}
    </div>
  );
}
