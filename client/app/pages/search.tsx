import { SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../../text/language.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { appText } from '../text.ts';

/** Search on phones: one field, and in which documents to look. */
export function SearchPage() {
  const text = useText(appText);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const look = (to: '/van-ban-den' | '/van-ban-di'): void => {
    if (typed.trim() !== '') void navigate({ to, search: { q: typed.trim() } });
  };
  return (
    <Page header={<PageHeader title={text.search} />}>
      <search>
        <form
          className="form"
          style={{ padding: 16 }}
          onSubmit={(event) => {
            event.preventDefault();
            look('/van-ban-den');
          }}
        >
          <Input
            type="search"
            size="large"
            autoFocus
            aria-label={text.search}
            placeholder={text.searchHint}
            prefix={<SearchOutlined className="third" />}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="primary" size="large" htmlType="submit">
            {text.searchIncoming}
          </Button>
          <Button size="large" onClick={() => look('/van-ban-di')}>
            {text.searchOutgoing}
          </Button>
        </form>
      </search>
    </Page>
  );
}
