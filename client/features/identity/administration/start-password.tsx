import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../../text/language.ts';
import { Dialog } from '../../../ui/dialogs/dialog.tsx';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { adminText } from './text.ts';

/** The start password of a person, shown this once. */
export function StartPassword({
  name,
  password,
  close,
}: {
  readonly name: string;
  readonly password: string;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(password);
    showToast({ words: text.copied });
  };
  return (
    <Dialog title={`${text.startPassword} · ${name}`} onClose={close}>
      <div className="form">
        <div className="flex gap-12">
          <output className="admin-password">{password}</output>
          <Button icon={<CopyOutlined />} onClick={() => void copy()}>
            {text.copy}
          </Button>
        </div>
        <Notice tone="caution">{text.startPasswordNote}</Notice>
      </div>
    </Dialog>
  );
}
