import { engineInThread } from './engine/engine-in-thread.ts';
import type { SearchEngine } from './engine/search-engine.ts';
import { sourcesInUse } from './sources-in-use.ts';
import { IndexKeeper } from './upkeep/index-keeper.ts';
import { TextKeeper } from './upkeep/text-keeper.ts';

/** The indexes of this process, and who keeps them. */
export interface Search {
  readonly engine: SearchEngine;
  readonly keeper: IndexKeeper;
  readonly texts: TextKeeper;
}

let folder: string | undefined;
let search: Search | undefined;

/** Says in which folder the indexes lie; nothing is opened before somebody searches or keeps them. */
export function useIndexFolder(path: string): void {
  folder = path;
}

/** The search of this process. */
export function searchInUse(): Search {
  if (folder === undefined) throw new Error('No search is in use: call useIndexFolder first');
  if (!search) {
    const engine = engineInThread(folder, () => void keeper.beginAnew());
    const keeper = new IndexKeeper({ engine, folder, sources: sourcesInUse });
    search = { engine, keeper, texts: new TextKeeper({ engine, sources: sourcesInUse }) };
  }
  return search;
}

/** Has the indexes of this process kept, and the text of files brought into them. */
export function startSearch(): void {
  const { keeper, texts } = searchInUse();
  keeper.start();
  texts.start();
}

/** Ends it, if it was begun. */
export async function closeSearch(): Promise<void> {
  const ending = search;
  search = undefined;
  await ending?.texts.stop();
  await ending?.keeper.stop();
  await ending?.engine.close();
}
