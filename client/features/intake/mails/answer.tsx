import { CopyOutlined, MailOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { MailView } from '../../../../server/intake/mails/contract.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { mailsText } from './text.ts';

/** The answer for whoever sent a refused mail, to be copied or sent by the person's own mail program: the system sends none. */
export function Answer({ answer }: { readonly answer: NonNullable<MailView['answer']> }) {
  const { answer: words } = useText(mailsText);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(answer.text);
    showToast({ words: words.copied });
  };
  const query = [`subject=${encodeURIComponent(answer.subject)}`, `body=${encodeURIComponent(answer.text)}`];
  return (
    <section aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="small second">{words.note}</p>
      <div className="mail-words small">{answer.text}</div>
      <div className="flex gap-8 wrap" style={{ marginTop: 8 }}>
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          {words.copy}
        </Button>
        <Button icon={<MailOutlined />} href={`mailto:${encodeURIComponent(answer.to)}?${query.join('&')}`}>
          {words.mail}
        </Button>
      </div>
    </section>
  );
}
