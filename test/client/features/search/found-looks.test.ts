import { expect } from 'chai';
import { loadParts } from '../../../../client/app/features.ts';
import { partsOf } from '../../../../client/ui/parts.ts';
import { allSearchSources } from '../../../../server/capabilities.ts';

describe('what is found', () => {
  it('has a look and words for its kind, and for every state that people have a name for', async () => {
    await loadParts('search');
    const looks = partsOf('search');
    for (const { kind, words } of await allSearchSources()) {
      const look = looks[kind];
      expect(look?.words.vi, kind).to.match(/^\p{Lu}/u);
      expect(Object.keys(look?.states.vi ?? {}), kind).to.include.members(Object.keys(words.states));
    }
  });
});
