import { DEPLOYMENT } from '../../audit/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { routes } from '../../platform/api/http.ts';
import { currentTime } from '../../platform/clock.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { receivedBytes } from '../../platform/uploads/received-bytes.ts';
import { directoryContract, MOST_CHANGES_SHOWN } from './contract.ts';
import { directoryView, entryViews, versionView } from './queries.ts';
import { confirmEntries } from './versions/confirm-entries.ts';
import {
  countsOf,
  importDirectory,
  keepSignedList,
  previewDirectory,
  signedListIn,
} from './versions/import-directory.ts';

export const directoryRoutes = routes(directoryContract, {
  getDirectory: () => directoryView(),
  listDirectory: ({ query }, actor) => entryViews(actor, query, currentTime()),
  checkDirectory: async ({ file }, actor) => {
    const signed = await signedListIn(await receivedBytes(file));
    const { isHeld, changes } = await previewDirectory(signed, actor);
    const { serial, name, issuedAt, validUntil } = signed.list;
    const moments = { issuedAt: issuedAt.toISOString(), validUntil: validUntil.toISOString() };
    const shown = changes
      .slice(0, MOST_CHANGES_SHOWN)
      .map(({ parts, ...change }) => ({ ...change, parts: [...parts] }));
    return { serial, name, ...moments, isHeld, ...countsOf(changes), changes: shown };
  },
  importDirectory: async ({ file }, actor) => {
    const signed = await keepSignedList(await receivedBytes(file));
    return await requestedAct(
      forAll(actor),
      async (tx) => {
        const { version, changes } = await importDirectory(tx, signed);
        return { ...versionView(version), ...countsOf(changes) };
      },
      'import',
    );
  },
  confirmEntries: ({ body }, actor) =>
    requestedAct(forAll(actor), async (tx) => ({ codes: (await confirmEntries(tx, body)).map(({ id }) => id) })),
});

/** Acts on everybody's directory stand in the log of the deployment, under the name of whoever did them. */
const forAll = (actor: Actor): Actor => ({ ...actor, agencyId: DEPLOYMENT });
