import { CloseOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { useBlocker } from '@tanstack/react-router';
import { Button } from 'antd';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useText } from '../../text/language.ts';
import { useKey, usePaneFocus } from '../keys/keyboard.ts';
import { uiText } from '../text.ts';
import { useMedia } from '../theme/use-media.ts';

interface PanelState {
  readonly shown: boolean;
  show(shown: boolean): void;
}

/** Where the panel is drawn over the page instead of standing beside it. */
const DRAWER = '(max-width: 991.98px)';

/** Whether this stands in the list beside an opened document: then it bears no heading, for the first is the document’s. */
export const BesideContext = createContext(false);

const PanelContext = createContext<PanelState>({ shown: false, show: () => undefined });

/**
 * List, page and panel on one screen. With `opened`, the list is narrow, or gone below 1200 px; below 992 px the panel is
 * a drawer that `PanelButton` opens, on phones a sheet. `F6` goes from pane to pane.
 */
export function ThreePane({
  list,
  opened,
  children,
}: {
  readonly list: ReactNode;
  readonly opened: boolean;
  readonly children?: ReactNode;
}) {
  const [shown, show] = useState(false);
  const panel = useMemo(() => ({ shown, show }), [shown]);
  const isDrawer = useMedia(DRAWER);
  // Back takes away what was drawn over the page first; only then does it leave the document.
  useBlocker({
    disabled: !(shown && isDrawer),
    enableBeforeUnload: false,
    shouldBlockFn: ({ action, current, next }) => {
      const leaves = action === 'BACK' && next.pathname !== current.pathname;
      if (leaves) show(false);
      return leaves;
    },
  });
  const text = useText(uiText);
  return (
    <PanelContext value={panel}>
      <div className={opened ? 'panes panes-opened' : 'panes'}>
        <section
          ref={usePaneFocus<HTMLElement>()}
          className="pane pane-list"
          aria-label={text.list}
          data-pane
          tabIndex={-1}
        >
          <BesideContext value={opened}>{list}</BesideContext>
        </section>
        {children}
      </div>
    </PanelContext>
  );
}

/** Whether the panel is drawn out, and how to do it; says nothing on wide screens, where it always stands there. */
export function usePanel(): PanelState {
  return useContext(PanelContext);
}

/** The pane of the document’s pages. */
export function PagePane({ children }: { readonly children: ReactNode }) {
  const text = useText(uiText);
  return (
    <section
      ref={usePaneFocus<HTMLElement>({ isOpened: true })}
      className="pane pane-page"
      aria-label={text.page}
      data-pane
      tabIndex={-1}
    >
      {children}
    </section>
  );
}

/** The pane of facts and acts beside the page; `narrow` when it holds facts only. */
export function PanelPane({ narrow = false, children }: { readonly narrow?: boolean; readonly children: ReactNode }) {
  const { shown, show } = useContext(PanelContext);
  const text = useText(uiText);
  const isDrawer = useMedia(DRAWER);
  useKey('escape', shown && isDrawer ? () => show(false) : undefined, { inFields: true });
  return (
    <aside
      className={`pane pane-panel${narrow ? ' narrow' : ''}${shown ? ' shown' : ''}`}
      aria-label={text.panel}
      data-pane
      tabIndex={-1}
    >
      <Button className="panel-open" type="text" icon={<CloseOutlined />} onClick={() => show(false)}>
        {text.close}
      </Button>
      {children}
    </aside>
  );
}

/** Opens the panel where it is a drawer or a sheet; not there on wide screens. */
export function PanelButton() {
  const { show } = useContext(PanelContext);
  const text = useText(uiText);
  return (
    <Button className="panel-open" icon={<InfoCircleOutlined />} onClick={() => show(true)}>
      {text.showPanel}
    </Button>
  );
}
