import { z } from 'zod';
import { holderOf } from '../../server/pdf-signatures/crypto/certificates/certificate-holder.ts';
import { signWithKey, suiteFor } from '../../server/pdf-signatures/crypto/signature-suite.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { type CopyForm, type Mark, markFile } from '../../server/signing/signatures/mark-file.ts';
import { openKeyFile } from '../open-key-file.ts';
import { readNamedFile } from '../read-named-file.ts';
import { badArguments, signAFile, writeWhole } from '../sign-a-file.ts';

/** Signs a file that stands beside a document – a separate attachment, a certified copy – with the agency's mark of NĐ 30/2020. */
export const command: Command = {
  usage:
    'FILE --kind attachment|copy [--notation 12/SNV-VP] [--form sao-y|sao-luc|trich-sao] [--agency NAME] --p12 P12 --pin-file F --out OUT [--json]',
  summary: 'Ký số cơ quan lên phụ lục rời, bản sao y, sao lục, trích sao.',
  run: (args, context) => signAFile(args, context, schema, mark),
};

const forms: Readonly<Record<'sao-y' | 'sao-luc' | 'trich-sao', CopyForm>> = {
  'sao-y': 'SAO Y',
  'sao-luc': 'SAO LỤC',
  'trich-sao': 'TRÍCH SAO',
};

const schema = z.object({
  kind: z.enum(['attachment', 'copy']),
  notation: z.string().trim().min(1).max(60).optional(),
  form: z.enum(['sao-y', 'sao-luc', 'trich-sao']).optional(),
  agency: z.string().trim().min(1).max(200).optional(),
  p12: z.string(),
  'pin-file': z.string(),
  out: z.string(),
});

type Options = z.output<typeof schema> & { readonly json: boolean };

async function mark(file: string, options: Options): Promise<string> {
  const now = new Date();
  const { key, certificate, chain } = await openKeyFile({ p12: options.p12, pinFile: options['pin-file'] }, [], now);
  const { commonName } = holderOf(certificate);
  const marked = await markFile(await readNamedFile(file), {
    mark: markOf(options, commonName),
    certificate,
    chain,
    signingTime: now,
    sign: (bytes) => signWithKey(suiteFor(certificate), key, bytes),
  });
  await writeWhole(options.out, marked);
  if (options.json) return JSON.stringify({ file, out: options.out, kind: options.kind, signer_cn: commonName });
  return `${options.out}: ${commonName} đã ký.`;
}

/** Each kind takes its own fields; the agency of a copy is the one that signs unless another name is to stand there. */
function markOf({ kind, notation, form, agency }: Options, signer: string): Mark {
  if (kind === 'attachment') {
    if (notation === undefined) throw badArguments('--kind attachment cần --notation, số và ký hiệu của văn bản chính');
    if (form !== undefined || agency !== undefined) throw badArguments('--form và --agency dùng cho --kind copy');
    return { kind, notation };
  }
  if (form === undefined) throw badArguments('--kind copy cần --form sao-y, sao-luc hoặc trich-sao');
  if (notation !== undefined) throw badArguments('--notation dùng cho --kind attachment');
  return { kind, form: forms[form], agency: agency ?? signer };
}
