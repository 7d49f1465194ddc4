import { type RouterHistory, useRouter } from '@tanstack/react-router';

/** What stood at each step of the browser's history since the app was loaded. */
const visited = new Map<number, string>();

/** Remembers where the person goes; called once by the app. Gives back how to stop. */
export function rememberVisits({ location, subscribe }: Pick<RouterHistory, 'location' | 'subscribe'>): () => void {
  visited.set(location.state.__TSR_index, location.pathname);
  return subscribe(({ location: now }) => visited.set(now.state.__TSR_index, now.pathname));
}

/** Pages on which something is begun: whoever leaves what came of it does not go back to them. */
const begins = new Set(['dang-ky', 'soan', 'dang-nhap']);

/**
 * How many steps back lies the page from which the person came to the document that is open at `path` – past others opened beside the same
 * list, and past forms. Undefined when that is the list itself, or not known since the page was loaded.
 */
export function stepsBack(path: string, index: number, at: (index: number) => string | undefined): number | undefined {
  const [, list = ''] = path.split('/');
  for (let steps = 1; steps <= index; steps += 1) {
    const before = at(index - steps);
    if (before === undefined || before === `/${list}`) return undefined;
    const [, beside, opened] = before.split('/');
    if (beside !== list && !begins.has(beside ?? '') && !begins.has(opened ?? '')) return steps;
  }
  return undefined;
}

/** Leaves an opened document for where the person came from, home or a search; else as `orElse` says, for its list. */
export function useWayBack(): (orElse: () => void) => void {
  const { history } = useRouter();
  return (orElse) => {
    const { pathname, state } = history.location;
    const steps = stepsBack(pathname, state.__TSR_index, (index) => visited.get(index));
    if (steps === undefined) orElse();
    else history.go(-steps);
  };
}
