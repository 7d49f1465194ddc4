import { useEffect } from 'react';
import { z } from 'zod';
import { askAgain } from './query-client.ts';

const liveEvent = z.object({ kind: z.string() });

/** Which first segments of the API (and so which queries) a kind of event makes stale. */
export type StaleKinds = Readonly<Record<string, readonly string[]>>;

/**
 * Listens to `/api/events` while somebody is signed in and asks again for what an event made stale; a burst of events asks once.
 * After a lost connection everything on the screen is asked again, because events may have been missed.
 */
export function useLiveEvents(enabled: boolean, staleKinds: StaleKinds): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lost = false;
    const source = new EventSource('/api/events');
    const flush = (): void => {
      timer = undefined;
      const kinds = [...stale];
      stale.clear();
      if (kinds.length > 0) void askAgain(...kinds);
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = liveEvent.safeParse(JSON.parse(data));
      if (!event.success) return;
      for (const kind of staleKinds[event.data.kind] ?? [event.data.kind]) stale.add(kind);
      timer ??= setTimeout(flush, 250);
    };
    source.onerror = () => {
      lost = true;
    };
    source.onopen = () => {
      if (lost) void askAgain();
      lost = false;
    };
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [enabled, staleKinds]);
}
