import './tabs.css';
import type { KeyboardEvent } from 'react';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly words: string;
  readonly count?: number;
}

/** Tabs by the pattern of WAI-ARIA: one stop of Tab, arrows move; what they show carries `tabpanel` and `id="<id>-panel"`. */
export function Tabs<Name extends string>({
  id,
  label,
  tabs,
  current,
  choose,
}: {
  readonly id: string;
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly current: Name;
  readonly choose: (name: Name) => void;
}) {
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const here = tabs.findIndex((tab) => tab.name === current);
    const next = tabs[(here + step + tabs.length) % tabs.length];
    if (!next) return;
    choose(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          id={`${id}-${tab.name}`}
          type="button"
          role="tab"
          className="plain-button"
          aria-selected={tab.name === current}
          aria-controls={`${id}-panel`}
          tabIndex={tab.name === current ? 0 : -1}
          onClick={() => choose(tab.name)}
        >
          {tab.words}
          {tab.count !== undefined && tab.count > 0 && <span className="tab-count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** What the chosen tab shows; `scrolls` when it fills the rest of its pane and scrolls by itself, by keyboard too. */
export function TabPanel({
  id,
  current,
  scrolls = false,
  children,
}: {
  readonly id: string;
  readonly current: string;
  readonly scrolls?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <div
      id={`${id}-panel`}
      role="tabpanel"
      aria-labelledby={`${id}-${current}`}
      {...(scrolls ? { className: 'pane-scroll tab-shown', tabIndex: 0 } : {})}
    >
      {children}
    </div>
  );
}
