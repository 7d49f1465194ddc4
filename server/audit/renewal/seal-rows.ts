import { allStores, type Row, rowsOf, type Store } from '../../platform/database/store.ts';
import { type LedgerKey, ledgerKey } from '../keys/ledger-key.ts';

const AT_ONCE = 500;

/**
 * Seals the rows that bear no seal of the key in use – of a release before there were seals, of a key that was replaced, of a backup.
 * A row whose seal by this key, or by the `former` one, does not fit is left alone: it was changed. Whether what is sealed is as the log
 * says, the verifier tells.
 */
export async function sealRows(former?: LedgerKey): Promise<void> {
  for (const store of allStores().filter(({ sealed }) => sealed)) await sealRowsOf(store, ledgerKey(), former);
}

async function sealRowsOf(store: Store<Row>, key: LedgerKey, former: LedgerKey | undefined): Promise<void> {
  const rows = rowsOf(store);
  let waiting: { updateOne: { filter: object; update: object } }[] = [];
  const write = async () => {
    if (waiting.length > 0) await rows.bulkWrite(waiting);
    waiting = [];
  };
  for await (const { _id, mac, ...fields } of rows.find()) {
    const row = { id: _id, ...fields };
    const isSettled = typeof mac === 'string' && mac.startsWith(`${key.id}.`);
    if (isSettled || (former && mac !== former.ofRow(store, row))) continue;
    const update = { $set: { mac: key.ofRow(store, row) } };
    waiting.push({ updateOne: { filter: { _id, version: fields.version }, update } });
    if (waiting.length >= AT_ONCE) await write();
  }
  await write();
}
