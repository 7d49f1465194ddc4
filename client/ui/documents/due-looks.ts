import type { DueAct, DueLook, DueLooks } from '../feature.ts';

const looks = new Map<string, DueLook>();
const acts = new Map<string, DueAct>();

/** Takes how what waits looks in a feature; done for all of them before a page opens. */
export function showDue({ due = {}, acts: ofFeature = {} }: DueLooks): void {
  for (const [kind, look] of Object.entries(due)) looks.set(kind, look);
  for (const [name, act] of Object.entries(ofFeature)) acts.set(name, act);
}

/** How a kind of due work looks; a test demands one for each. */
export function dueLook(kind: string): DueLook | undefined {
  return looks.get(kind);
}

/** What is done next. */
export function dueAct(name: string): DueAct | undefined {
  return acts.get(name);
}
