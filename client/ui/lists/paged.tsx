import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Pages } from '../../api/pages.ts';
import { useText } from '../../text/language.ts';
import { ProblemNotice } from '../feedback/notices.tsx';
import { uiText } from '../text.ts';
import { RowSkeletons } from './row.tsx';

/** A list that comes part by part: while it loads, when it fails, when it is empty, its rows, and the button for more. */
export function Paged<Row>({
  list,
  loading,
  nothing,
  children,
}: {
  readonly list: Pages<Row>;
  readonly loading: string;
  readonly nothing: ReactNode;
  readonly children: (rows: readonly Row[]) => ReactNode;
}) {
  const text = useText(uiText);
  return (
    <>
      {list.pending && <RowSkeletons label={loading} />}
      {list.error && (
        <div className="list-problem">
          <ProblemNotice problem={list.error} retry={list.again} />
        </div>
      )}
      {list.rows?.length === 0 && nothing}
      {list.rows && list.rows.length > 0 && children(list.rows)}
      {list.more && (
        <div className="list-more">
          <Button onClick={list.more} loading={list.loadingMore}>
            {text.more}
          </Button>
        </div>
      )}
    </>
  );
}
