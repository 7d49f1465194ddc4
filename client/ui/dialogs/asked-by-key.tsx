import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useText } from '../../text/language.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKey } from '../keys/keyboard.ts';
import { uiText } from '../text.ts';
import { Dialog } from './dialog.tsx';

/**
 * An act of legal effect that has a key: pressed by its key it asks once, by the button’s own words, for a key may be hit by mistake –
 * a click has read them. `ask` is what the key does; the question stands where `question` is put.
 */
export function useAskedByKey(
  words: string,
  act: (() => void) | undefined,
): { readonly ask: (() => void) | undefined; readonly question: ReactNode } {
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return {
    ask: act && (() => setAsking(true)),
    question: asking && act && <Question words={words} act={act} close={close} />,
  };
}

function Question({
  words,
  act,
  close,
}: {
  readonly words: string;
  readonly act: () => void;
  readonly close: () => void;
}) {
  const text = useText(uiText);
  const confirm = (): void => {
    close();
    act();
  };
  useKey('ctrl+enter', confirm);
  // The focus stands on the cross: whoever was only typing closes the question by the next space, and does nothing.
  return (
    <Dialog title={`${words}?`} onClose={close}>
      <p className="second">{text.askedByKey}</p>
      <div className="flex gap-8 dialog-acts">
        <Button type="primary" onClick={confirm}>
          {words} <KeyHint keys={['Ctrl ↵']} />
        </Button>
        <Button onClick={close}>{text.close}</Button>
      </div>
    </Dialog>
  );
}
