import './document-frame.css';
import { LeftOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import { useMedia, usePhone } from '../theme/use-media.ts';
import { PagePane, PanelButton, PanelPane } from './panes.tsx';

/**
 * One document beside its list: its pages and the panel about it. Where the list is gone, a bar above the pages leads back and
 * bears the number; on phones the acts stand at the foot, within the thumb’s reach, and the panel is a sheet.
 */
export function DocumentFrame(props: {
  readonly back: { readonly to: string; readonly search: Readonly<Record<string, string | undefined>> };
  /** Number and symbol; never cut. */
  readonly number: ReactNode;
  readonly tag?: ReactNode;
  readonly subject: ReactNode;
  /** The acts that can be done now, the solid one first. */
  readonly acts?: ReactNode;
  readonly pages: ReactNode;
  readonly children: ReactNode;
}) {
  const phone = usePhone();
  const listShown = useMedia('(min-width: 1200px)');
  return (
    <>
      {typeof props.number === 'string' && <title>{`${props.number} – Vanban`}</title>}
      <PagePane>
        {!listShown && <Bar {...props} />}
        {props.pages}
        {phone && (
          <div className="frame-foot no-print">
            {props.acts}
            <PanelButton />
          </div>
        )}
      </PagePane>
      <PanelPane>
        <div className="frame-head">
          {listShown && (
            <div className="flex gap-8 wrap">
              <h1 className="frame-number">{props.number}</h1>
              {props.tag}
            </div>
          )}
          <p className="frame-subject">{props.subject}</p>
          {!phone && props.acts !== undefined && <div className="frame-acts no-print">{props.acts}</div>}
        </div>
        {props.children}
      </PanelPane>
    </>
  );
}

function Bar({
  back,
  number,
  tag,
}: {
  readonly back: { readonly to: string; readonly search: Readonly<Record<string, string | undefined>> };
  readonly number: ReactNode;
  readonly tag?: ReactNode;
}) {
  const text = useText(uiText);
  const phone = usePhone();
  return (
    <header className="frame-bar no-print">
      <Link to={back.to} search={back.search} className="frame-back" aria-label={text.back}>
        <LeftOutlined />
      </Link>
      <div className="frame-named">
        <h1>{number}</h1>
        {tag}
      </div>
      {!phone && <PanelButton />}
    </header>
  );
}
