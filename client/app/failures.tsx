import { CompassOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { problemOf } from '../api/problem.ts';
import { useText } from '../text/language.ts';
import { EmptyState, ProblemNotice } from '../ui/feedback/notices.tsx';
import { loadAnewOnce, OTHER_RELEASE } from './load-page.ts';
import { appText } from './text.ts';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const text = useText(appText);
  return (
    <main>
      <EmptyState
        heading={1}
        icon={<CompassOutlined />}
        title={text.notFound}
        actions={<Link to="/">{text.openHome}</Link>}
      >
        {text.notFoundHint}
      </EmptyState>
    </main>
  );
}

/** A page whose code is still on its way. */
export function Opening() {
  const text = useText(appText);
  return (
    <p className="opening" role="status">
      {text.opening}
    </p>
  );
}

/** A page that failed: what happened, and a way to try again. One of another release is loaded anew by itself, once. */
export function RouteFailed({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const text = useText(appText);
  const problem = problemOf(error);
  const isGone = problem.slug === OTHER_RELEASE;
  useEffect(() => {
    if (isGone) loadAnewOnce();
  }, [isGone]);
  return (
    <main style={{ padding: 20, maxWidth: 640 }}>
      <h1 style={{ marginBottom: 12 }}>{text.crashed}</h1>
      <ProblemNotice problem={problem} retry={isGone ? () => location.reload() : reset} />
    </main>
  );
}
