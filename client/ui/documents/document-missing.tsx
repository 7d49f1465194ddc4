import '../layout/document-frame.css';
import { FileUnknownOutlined } from '@ant-design/icons';
import { problemOf } from '../../api/problem.ts';
import { useProblemWords } from '../../api/problem-text.ts';
import { useText } from '../../text/language.ts';
import { EmptyState, ProblemNotice } from '../feedback/notices.tsx';
import { LinkButton } from '../layout/link-button.tsx';
import { PagePane } from '../layout/panes.tsx';
import { RowSkeletons } from '../lists/row.tsx';
import { uiText } from '../text.ts';

/** Where a document would be: while it loads, when it is not there for this person, when it cannot be read now. */
export function DocumentMissing({
  error,
  retry,
  backTo,
}: {
  readonly error: Error | null;
  readonly retry: () => void;
  readonly backTo: string;
}) {
  const text = useText(uiText);
  return (
    <PagePane>
      <div className="page-body">
        {error ? <Refused error={error} retry={retry} backTo={backTo} /> : <RowSkeletons label={text.loading} />}
      </div>
    </PagePane>
  );
}

function Refused({
  error,
  retry,
  backTo,
}: {
  readonly error: Error;
  readonly retry: () => void;
  readonly backTo: string;
}) {
  const text = useText(uiText);
  const problem = problemOf(error);
  const words = useProblemWords(problem);
  const back = <LinkButton to={backTo}>{text.back}</LinkButton>;
  if (problem.status === 404) {
    return (
      <EmptyState heading={1} icon={<FileUnknownOutlined />} title={words.title} actions={back}>
        {words.detail}
      </EmptyState>
    );
  }
  return (
    <div className="frame-missing">
      <h1 className="unseen">{words.title}</h1>
      <ProblemNotice problem={problem} retry={retry} />
      {back}
    </div>
  );
}
