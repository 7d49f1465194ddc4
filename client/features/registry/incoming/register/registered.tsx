import { CheckCircleFilled } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { dayText } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { KeyHint } from '../../../../ui/keys/key-hint.tsx';
import { useKey } from '../../../../ui/keys/keyboard.ts';
import { registerText } from '../text.ts';

/** After registering: the number it was given, large, and the next steps. */
export function Registered({
  document,
  onAnother,
}: {
  readonly document: IncomingView;
  readonly onAnother: () => void;
}) {
  const text = useText(registerText);
  const navigate = useNavigate();
  const go = (lam?: string) => (): void =>
    void navigate({ to: `/van-ban-den/${document.id}`, search: lam === undefined ? {} : { lam } });
  useKey('t', go('trinh'));
  useKey('n', onAnother);
  return (
    <div className="page-body" data-pane tabIndex={-1}>
      <div className="register-done">
        <div className="register-given" role="status">
          <span className="good strong">
            <CheckCircleFilled /> {text.done}
          </span>
          <span className="small second">{text.doneNumber}</span>
          <output>{document.arrivalNumber}</output>
          <span className="small second">{text.doneBook(document.year, dayText(document.arrivedOn))}</span>
        </div>
        <p className="small second">
          <span className="number">{document.code}</span> {document.subject}
        </p>
        <div className="flex gap-8 wrap">
          <Button type="primary" autoFocus onClick={go('trinh')}>
            {text.present} <KeyHint keys={['T']} />
          </Button>
          <Button onClick={go('chuyen')}>{text.forward}</Button>
          <Button onClick={onAnother}>
            {text.another} <KeyHint keys={['N']} />
          </Button>
          <Button type="link" onClick={go()}>
            {text.openDocument}
          </Button>
        </div>
      </div>
    </div>
  );
}
