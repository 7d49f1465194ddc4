import { actingId } from '../../api/acting.ts';
import { storage } from '../../text/preference.ts';
import { partsOf } from '../../ui/parts.ts';

/** So many addresses are kept; some are of things that are no documents. */
const MOST_KEPT = 20;
const ofSomething = /^\/[a-z-]+\/[0-9a-f-]{36}$/;

/** Which addresses a position opened last on this machine: nothing but ids, so that what one may not read any more is not known from here either. */
const keyOf = (position: string): string => `vanban.opened.${position}`;

/** Notes that a page was opened, if it is of one document or other thing. */
export function noteOpened(path: string): void {
  const position = actingId();
  if (position === undefined || !ofSomething.test(path)) return;
  const kept = [path, ...pathsOf(position).filter((other) => other !== path)].slice(0, MOST_KEPT);
  storage()?.setItem(keyOf(position), kept.join(' '));
}

/** The documents that were opened last, the last one first, as the server is asked for them; undefined when there are none. */
export function openedLast(): string | undefined {
  const position = actingId();
  if (position === undefined) return undefined;
  const pages = Object.entries(partsOf('search')).flatMap(([kind, { page }]) => (page ? [{ kind, page }] : []));
  const named = pathsOf(position).flatMap((path) => {
    const [, place, id = ''] = path.split('/');
    const look = pages.find(({ page }) => page === `/${place}/$id`);
    return look ? [`${look.kind}.${id}`] : [];
  });
  return named.length === 0 ? undefined : named.join(',');
}

function pathsOf(position: string): string[] {
  const kept = storage()?.getItem(keyOf(position)) ?? '';
  return kept.split(' ').filter((path) => ofSomething.test(path));
}
