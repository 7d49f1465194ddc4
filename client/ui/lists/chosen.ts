import { createContext, useState } from 'react';
import { useKey } from '../keys/keyboard.ts';

/** Which rows of a list are chosen for an act on many, and the one that was last: a range goes from there. */
export interface Chosen {
  readonly ids: ReadonlySet<string>;
  readonly last: string | undefined;
}

export const noneChosen: Chosen = { ids: new Set(), last: undefined };

/** Chooses a row, or chooses it no longer. */
export function toggled({ ids }: Chosen, id: string): Chosen {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, last: id };
}

/** Chooses, beside what is chosen, every row from the one that was last to this one; this one alone where none was or that is gone. */
export function chosenThrough({ ids, last }: Chosen, id: string, order: readonly string[]): Chosen {
  const to = order.indexOf(id);
  const from = last === undefined || !order.includes(last) ? to : order.indexOf(last);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...range]), last: id };
}

/** Whether a row is chosen, and how to choose it; with `through` every row up to it. */
export interface RowChoice {
  readonly isChosen: boolean;
  readonly choose: (through: boolean) => void;
}

/** Around a row that can be chosen. */
export const RowChoiceContext = createContext<RowChoice | undefined>(undefined);

/** What is chosen of the rows of a list, where any can be; `Esc` chooses none. */
export function useChosen<Row extends { readonly id: string }>(all: readonly Row[], isOn: boolean) {
  const [chosen, setChosen] = useState(noneChosen);
  const order = all.map(({ id }) => id);
  const rows = isOn ? all.filter(({ id }) => chosen.ids.has(id)) : [];
  const clear = (): void => setChosen(noneChosen);
  useKey('escape', rows.length > 0 ? clear : undefined);
  return {
    rows,
    clear,
    chooseAll: (ids: readonly string[]): void => setChosen({ ids: new Set(ids), last: undefined }),
    /** How this row is chosen; undefined where none can be. */
    choiceOf: (id: string): RowChoice | undefined =>
      isOn
        ? {
            isChosen: chosen.ids.has(id),
            choose: (through) => setChosen(through ? chosenThrough(chosen, id, order) : toggled(chosen, id)),
          }
        : undefined,
  };
}

export type Choosing = Pick<ReturnType<typeof useChosen>, 'choiceOf' | 'chooseAll'>;

/** `X` or `Space` chooses the row one is at, `Shift X` every row up to it, `Ctrl A` all that are shown. */
export function useChoosingKeys({ choiceOf, chooseAll }: Choosing, at: string | undefined, shown: readonly string[]) {
  const choice = at === undefined ? undefined : choiceOf(at);
  const one = choice && (() => choice.choose(false));
  useKey('x', one);
  useKey('space', one);
  useKey('shift+x', choice && (() => choice.choose(true)));
  useKey('ctrl+a', choice && (() => chooseAll(shown)));
}
