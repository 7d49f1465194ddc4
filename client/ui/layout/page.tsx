import { createContext, type ReactNode, useContext } from 'react';

/** What the shell puts before and after the head of every page: on phones the mark and the person. */
export const PageHeadContext = createContext<{ readonly before?: ReactNode; readonly after?: ReactNode }>({});

/** The head of a page: its one `h1`, what it is about, its actions at the right. */
export function PageHeader({
  title,
  note,
  actions,
}: {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const { before, after } = useContext(PageHeadContext);
  return (
    <header className="page-head">
      {typeof title === 'string' && <title>{`${title} – Vanban`}</title>}
      {before}
      <h1>{title}</h1>
      {note !== undefined && <span className="third wide-only">{note}</span>}
      {(actions !== undefined || after !== undefined) && (
        <div className="page-actions no-print">
          {actions}
          {after}
        </div>
      )}
    </header>
  );
}

/** A page under the shell: head, body that scrolls, foot with keys. */
export function Page({
  header,
  footer,
  children,
}: {
  readonly header: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <>
      {header}
      <div className="page-body">{children}</div>
      {footer !== undefined && <footer className="page-foot no-print">{footer}</footer>}
    </>
  );
}
