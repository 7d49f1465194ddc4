import { HistoryOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useSyncExternalStore } from 'react';
import { shortMoment } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { Notice } from '../feedback/notices.tsx';
import { uiText } from '../text.ts';
import type { KeptForm } from './kept-form.ts';

/** Says that the form was opened with what had been typed before (*đang viết dở*), and lets it be thrown away. */
export function KeptNotice({ kept }: { readonly kept: KeptForm }) {
  const text = useText(uiText);
  const since = useSyncExternalStore(kept.subscribe, kept.since);
  if (since === undefined) return null;
  return (
    <div role="status">
      <Notice
        tone="accent"
        icon={<HistoryOutlined />}
        title={text.unfinished(shortMoment(since))}
        actions={
          <Button size="small" onClick={kept.discard}>
            {text.throwAway}
          </Button>
        }
      />
    </div>
  );
}
