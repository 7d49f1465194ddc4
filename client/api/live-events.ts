import { useEffect } from 'react';
import { z } from 'zod';
import { askAgain } from './query-client.ts';

const liveEvent = z.object({ kind: z.string(), documentId: z.string().optional() });

/** Acts that change nothing another page shows. */
const quiet = new Set([
  'signed-in',
  'signed-out',
  'position-chosen',
  'document-viewed',
  'document-downloaded',
  'arrival-viewed',
  'refused',
]);

/**
 * Listens to `/api/events` while somebody is signed in and asks again for what is on the screen when somebody acts; a burst of events
 * asks once. After a lost connection everything is asked again, because events may have been missed.
 */
export function useLiveEvents(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lost = false;
    const source = new EventSource('/api/events');
    const flush = (): void => {
      timer = undefined;
      void askAgain();
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = liveEvent.safeParse(JSON.parse(data));
      if (event.success && !quiet.has(event.data.kind)) timer ??= setTimeout(flush, 250);
    };
    source.onerror = () => {
      lost = true;
    };
    source.onopen = () => {
      if (lost) flush();
      lost = false;
    };
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [enabled]);
}
