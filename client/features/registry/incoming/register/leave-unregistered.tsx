import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../../../text/language.ts';
import { Dialog } from '../../../../ui/dialogs/dialog.tsx';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { registerText } from '../text.ts';

/** *Không đăng ký*: throws the form away; asked once when something was typed, for nothing brings it back. */
export function LeaveUnregistered({ kept, leave }: { readonly kept: KeptForm; readonly leave: () => void }) {
  const { later, leaving: words } = useText(registerText);
  const [asking, setAsking] = useState(false);
  const throwAway = (): void => {
    kept.discard();
    leave();
  };
  return (
    <>
      <Button onClick={() => (kept.hasTyped('values') ? setAsking(true) : throwAway())}>{later}</Button>
      {asking && (
        <Dialog title={words.question} onClose={() => setAsking(false)}>
          <p className="second">{words.note}</p>
          <div className="flex gap-8 dialog-acts">
            <Button danger type="primary" onClick={throwAway}>
              {words.act}
            </Button>
            <Button onClick={() => setAsking(false)}>{words.keep}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
