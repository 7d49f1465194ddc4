import { setTimeout as delay } from 'node:timers/promises';
import { type FoundView, searchContract } from '../../server/search/contract.ts';
import { savedSearchesContract } from '../../server/search/saved/contract.ts';
import { ask } from './ask.ts';
import type { Agent } from './identity.ts';

/** Searches until all is in the index and something is found; gives that. */
export async function foundByWords(agent: Agent, q: string): Promise<readonly FoundView[]> {
  for (;;) {
    const { items, building } = await ask(agent, searchContract.findDocuments, { query: { q } });
    if (!building && items.length > 0) return items;
    await delay(50);
  }
}

/** Documents of a kind as `readDocuments` is asked for them. */
export function kindAndId(kind: string, documents: readonly { readonly documentId?: string }[]): string[] {
  return documents.map(({ documentId = '' }) => `${kind}.${documentId}`);
}

/** A search that somebody saves for themselves; gives its id. */
export async function savedSearch(agent: Agent, q: string): Promise<string> {
  const body = { name: q, shared: false, q, kind: null, from: null, to: null };
  return (await ask(agent, savedSearchesContract.saveSearch, { body })).id;
}
