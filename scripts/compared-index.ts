import { allSearchSources } from '../server/capabilities.ts';
import { withDatabase } from '../server/platform/start/command.ts';
import type { Config } from '../server/platform/state/config.ts';
import { engineInThread } from '../server/search/engine/engine-in-thread.ts';
import { compareIndex, type Differences } from '../server/search/upkeep/compare-index.ts';

/** Compares the index of the search with the database, and mends it or makes it anew where that is asked for. */
export async function comparedIndex(
  config: Config,
  { mends, anew = false }: { readonly mends: boolean; readonly anew?: boolean },
): Promise<Differences> {
  const sources = await allSearchSources();
  const engine = engineInThread(config.indexFolder);
  try {
    return await withDatabase(config, async () => {
      if (anew) for (const agencyId of await engine.agencies()) await engine.clear(agencyId);
      return await compareIndex({ engine, sources, mends });
    });
  } finally {
    await engine.close();
  }
}
