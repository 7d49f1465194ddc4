import { createElement, type ReactNode } from 'react';
import { useRights } from '../api/session.ts';
import { useLanguage } from '../text/language.ts';
import type { MenuEntry } from '../ui/feature.ts';
import { useCounts } from './counts.ts';
import { features } from './features.ts';
import { menuOf } from './menu-of.ts';

export interface MenuItem {
  readonly to: string;
  readonly words: string;
  readonly short: string;
  readonly icon: ReactNode;
  readonly count?: number | undefined;
  readonly group: MenuEntry['group'];
}

/** What the position may open, with how much waits there. */
export function useMenu(): readonly MenuItem[] {
  const language = useLanguage();
  const counts = useCounts();
  return menuOf(features, useRights()).map(({ page, words, short = words, icon, group, badge }) => ({
    to: page,
    icon: createElement(icon),
    group,
    words: words[language],
    short: short[language],
    count: badge === undefined ? undefined : counts[badge],
  }));
}
