import { z } from 'zod';
import { readAll, readOne } from '../../platform/database/store.ts';
import { logsCutShort } from '../heads/sign-head.ts';
import { logKeysInUse } from '../keys/log-keys-folder.ts';
import { auditEntries, DEPLOYMENT, logHeads } from '../store.ts';
import { keepCheck } from './check-log.ts';
import { verifyExport } from './verify-export.ts';

/** What is used of the answer of the stand-alone verifier; what was edited may name no log that there is. */
const answer = z.object({
  verdict: z.enum(['whole', 'tampered']),
  findings: z.array(z.object({ log: z.unknown(), vi: z.string() })),
});

/**
 * The nightly look: everything the logs prove, by the program that shares no code with what writes them. What it finds first in each
 * log stands on the page of the log's state until the next look. Before the first act there is nothing to look at.
 */
export async function verifyAllLogs(): Promise<void> {
  if (!(await readOne(auditEntries, {})) && (await logsCutShort()).length === 0) return;
  const { said, code } = await verifyExport({}, { more: ['--json'], keys: logKeysInUse() });
  if (code > 1) throw new Error(`The logs could not be verified: ${said}`);
  const { findings } = answer.parse(JSON.parse(said));
  for (const { id, size } of await readAll(logHeads, {})) {
    const first = findings.find(({ log }) => (log ?? DEPLOYMENT) === id);
    await keepCheck(id, size, first?.vi ?? null);
  }
}
