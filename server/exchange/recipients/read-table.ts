import { units } from '../../identity/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { tableText } from '../../platform/text/table-text.ts';
import type { TableRow } from './groups/contract.ts';
import { readRecipientTable } from './read-recipient-table.ts';
import { recipientViews } from './recipients.ts';

/** Whom each row of a table means, as the agency can send at a moment; refuses as `tableText` and `readRecipientTable` do. */
export async function tableRows(actor: Actor, bytes: Uint8Array, at: Date): Promise<TableRow[]> {
  const text = tableText(bytes);
  const [agencies, own] = await Promise.all([
    recipientViews(actor, '', at),
    readAll(units, { agencyId: actor.agencyId }),
  ]);
  return readRecipientTable(text, { agencies, units: own });
}
