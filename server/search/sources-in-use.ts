import type { SearchSource } from '../platform/search.ts';

let load: (() => Promise<readonly SearchSource[]>) | undefined;
let loaded: Promise<readonly SearchSource[]> | undefined;

/** Says where all that can be found is asked for; called once by the composition root. It is loaded when somebody asks for the first time. */
export function useSearchSources(from: () => Promise<readonly SearchSource[]>): void {
  load = from;
  loaded = undefined;
}

/** What can be found in this house, as the capabilities say it. */
export async function sourcesInUse(): Promise<readonly SearchSource[]> {
  if (!load) throw new Error('Nothing can be found: call useSearchSources first');
  loaded ??= load();
  return await loaded;
}
