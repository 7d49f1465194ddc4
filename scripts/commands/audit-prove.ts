import { z } from 'zod';
import { logOfDocument, proveEntries } from '../../server/audit/checks/prove-entries.ts';
import { canonicalJson } from '../../server/audit/tree/canonical-json.ts';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { createFile } from '../../server/platform/state/create-file.ts';
import { reading } from '../acting.ts';
import { logOf, logOptions, numberOfEntry } from '../chosen-logs.ts';
import { readOptions } from '../options.ts';

const options = z.object({
  ...logOptions,
  document: z.string().min(1).max(64).optional(),
  entry: numberOfEntry.optional(),
  out: z.string().min(1),
});

type Chosen = z.output<typeof options>;

/** Writes a file that proves single entries of a log, without the rest of it, to `scripts/verify-log.mjs --proof`. */
export const command: Command = {
  usage: '--document ID | --entry N (--agency CODE | --log ID) --out FILE.json [--json]',
  summary: 'Lập bằng chứng rằng các mục về một văn bản, hoặc một mục, có trong nhật ký.',
  async run(args, context) {
    const { json, ...chosen } = readOptions(args, options);
    const proof = await reading(context, () => prove(chosen));
    const file = await createFile(chosen.out);
    await file.writeFile(canonicalJson(proof)).finally(() => file.close());
    const { log, size, entries } = proof;
    const said = { out: chosen.out, log, size, entries: entries.length };
    context.print(json ? JSON.stringify(said) : `Đã lập bằng chứng cho ${said.entries} mục vào ${said.out}.`);
    return 0;
  },
};

async function prove({ agency, log, document, entry }: Chosen) {
  if (document !== undefined) return await proveEntries(await logOfDocument(document), { documentId: document });
  const named = agency === undefined ? log : await logOf(agency);
  if (entry !== undefined && named !== undefined) return await proveEntries(named, { sequence: entry });
  throw new DomainError('malformed', 'bad-arguments', 'Cần --document, hoặc --entry cùng với --agency hay --log');
}
