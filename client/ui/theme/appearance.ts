import { useEffect, useSyncExternalStore } from 'react';
import { preference, usePreference } from '../../text/preference.ts';

/** Light, dark, or as the system says. */
export type Appearance = 'system' | 'light' | 'dark';

export const appearance = preference<Appearance>('vanban.appearance', ['system', 'light', 'dark']);

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  systemIsDark.addEventListener('change', listener);
  return () => systemIsDark.removeEventListener('change', listener);
}

/** The shade the screen has now; also set on the document, where the style sheets read it. */
export function useShade(): 'light' | 'dark' {
  const wanted = usePreference(appearance);
  const system = useSyncExternalStore(subscribe, () => systemIsDark.matches);
  const shade = wanted === 'system' ? (system ? 'dark' : 'light') : wanted;
  useEffect(() => {
    document.documentElement.dataset.theme = shade;
  }, [shade]);
  return shade;
}
