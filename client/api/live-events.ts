import { useEffect, useState } from 'react';
import { z } from 'zod';
import { namingPosition } from './acting.ts';
import { isNews, type News } from './news.ts';
import { askAgain, askAgainAfter, askAgainOfAnswered } from './query-client.ts';

const liveEvent = z.object({ kind: z.string(), documentId: z.string().optional() });

const GATHER_MS = 250;
const AGAIN_MS = 15_000;

/**
 * Listens to `/api/events` while somebody is signed in and asks again for what on the screen may have changed when somebody acts; a burst of
 * events asks once. What was answered before it listened is asked again – on a slow machine the first answers come before –, and everything
 * after a lost connection, because events may have been missed.
 */
export function useLiveEvents(enabled: boolean): void {
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!enabled) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let lost = attempt > 0;
    const source = new EventSource(namingPosition('/api/events'));
    let heard: News[] = [];
    const flush = (): void => {
      const news = heard;
      [timer, heard] = [undefined, []];
      void askAgainAfter(news);
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = liveEvent.safeParse(JSON.parse(data));
      if (!event.success || !isNews(event.data)) return;
      heard.push(event.data);
      timer ??= setTimeout(flush, GATHER_MS);
    };
    source.onerror = () => {
      lost = true;
      // The browser gives up for good when the answer was a refusal; the server may only have been restarting.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(() => setAttempt(attempt + 1), AGAIN_MS);
    };
    source.onopen = () => {
      void (lost ? askAgain() : askAgainOfAnswered());
      lost = false;
    };
    return () => {
      clearTimeout(timer);
      clearTimeout(again);
      source.close();
    };
  }, [enabled, attempt]);
}
