import { z } from 'zod';
import type { ExportOptions } from '../server/audit/checks/export-log.ts';
import { DEPLOYMENT } from '../server/audit/store.ts';
import { agencyCode } from '../server/identity/contract.ts';
import { agencyOfCode } from './agency-of-code.ts';

/** Options of commands that take one log or all. */
export const logOptions = { agency: agencyCode.optional(), log: z.string().min(1).max(64).optional() };

/** The number of an entry in its log, from 0. */
export const numberOfEntry = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);

/**
 * The logs a command names: one by its id; or that of an agency, together with that of the deployment, whose acts make agencies and
 * so write rows of theirs; or all.
 */
export async function chosenLogs({
  agency,
  log,
}: {
  agency?: string | undefined;
  log?: string | undefined;
}): Promise<ExportOptions> {
  if (agency !== undefined) return { logs: [await logOf(agency), DEPLOYMENT] };
  return log === undefined ? {} : { logs: [log] };
}

/** The log of the agency with this code. */
export async function logOf(code: string): Promise<string> {
  return (await agencyOfCode(code)).id;
}
