import { allSearchSources } from '../server/capabilities.ts';
import { withDatabase } from '../server/platform/start/command.ts';
import type { Config } from '../server/platform/state/config.ts';
import { engineInThread } from '../server/search/engine/engine-in-thread.ts';
import { compareIndex, type Differences } from '../server/search/upkeep/compare-index.ts';
import { makeWhole } from '../server/search/upkeep/make-whole.ts';

/** Compares the index of the search with the database, and mends it or makes it anew where that is asked for. */
export async function comparedIndex(
  config: Config,
  { mends, anew = false }: { readonly mends: boolean; readonly anew?: boolean },
): Promise<Differences> {
  const sources = await allSearchSources();
  const folder = config.indexFolder;
  const engine = engineInThread(folder);
  try {
    return await withDatabase(config, async () =>
      mends ? await makeWhole({ engine, folder, sources, anew }) : await compareIndex({ engine, sources, mends }),
    );
  } finally {
    await engine.close();
  }
}
