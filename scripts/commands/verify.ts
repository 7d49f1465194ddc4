import { readFile } from 'node:fs/promises';
import { certificatesFromPem, derBlocks } from '../../server/pdf-signatures/crypto/certificates/trust-list.ts';
import type {
  ReasonCode,
  SignatureVerdict,
  VerificationReport,
  VerifyOptions,
} from '../../server/pdf-signatures/verification.ts';
import { changeInWords, vietnameseChanges } from '../../server/pdf-signatures/verify/change-texts.ts';
import { explain } from '../../server/pdf-signatures/verify/explain.ts';
import { severityOf } from '../../server/pdf-signatures/verify/verdict.ts';
import { verifyPdf } from '../../server/pdf-signatures/verify/verify-pdf.ts';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command, CommandContext } from '../../server/platform/start/command.ts';
import { parseOnce } from '../parse-once.ts';

/** Verifies PDF files alone, without a deployment: one line of JSON per file, or a few lines of words. */
export const command: Command = {
  usage:
    'FILE… [--trust A.pem,B.pem] [--certs MORE.pem,…] [--crls a.crl,…] [--ocsps a.ors,…] [--at TIME] [--sha1-before TIME] [--soft-revocation] [--json]',
  summary: 'Kiểm tra chữ ký số của tệp PDF.',
  run: verifyFiles,
};

async function verifyFiles(args: readonly string[], { print }: CommandContext): Promise<number> {
  const { values, positionals } = parseArguments(args);
  if (positionals.length === 0) throw new DomainError('malformed', 'no-file', 'Cho biết ít nhất một tệp PDF');
  const sha1Before = momentOf(values['sha1-before']);
  const options: VerifyOptions = {
    trust: {
      anchors: await certificates(values.trust),
      intermediates: await certificates(values.certs),
      crls: await blocks(values.crls, 'X509 CRL'),
      ocsps: await blocks(values.ocsps, 'OCSP RESPONSE'),
    },
    at: momentOf(values.at) ?? new Date(),
    softRevocation: values['soft-revocation'] === true,
    ...(sha1Before === undefined ? {} : { sha1Before }),
    changes: 'permitted',
  };
  let failures = 0;
  for (const file of positionals) {
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined) {
      failures += 1;
      print(values.json === true ? JSON.stringify(unreadable(file)) : `${file}: không đọc được tệp.`);
      continue;
    }
    const report = await verifyPdf(bytes, options);
    const line = asJson(file, report);
    if (line.verdict !== 'valid' && line.verdict !== allowed) failures += 1;
    if (values.json === true) print(JSON.stringify(line));
    else for (const text of asWords(file, report)) print(text);
  }
  return failures === 0 ? 0 : 1;
}

function parseArguments(args: readonly string[]) {
  const text = { type: 'string', multiple: true } as const;
  return parseOnce({
    args: [...args],
    allowPositionals: true,
    options: {
      trust: text,
      certs: text,
      crls: text,
      ocsps: text,
      at: { type: 'string' },
      'sha1-before': { type: 'string' },
      'soft-revocation': { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
}

const filesOf = (lists: readonly string[] | undefined): string[] =>
  (lists ?? []).flatMap((list) => list.split(',')).filter(Boolean);

const certificates = (lists: readonly string[] | undefined): Promise<Uint8Array[]> => read(lists, certificatesFromPem);

const blocks = (lists: readonly string[] | undefined, label: string): Promise<Uint8Array[]> =>
  read(lists, (bytes) => derBlocks(bytes, label));

/** What is trusted must be there: a list that is missing or unreadable ends the command before any verdict. */
async function read(
  lists: readonly string[] | undefined,
  parse: (bytes: Buffer) => readonly Uint8Array[],
): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (const file of filesOf(lists)) {
    try {
      all.push(...parse(await readFile(file)));
    } catch (cause) {
      throw new DomainError('malformed', 'file-not-readable', `Không đọc được tệp ${file}`, { cause });
    }
  }
  return all;
}

function momentOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime()))
    throw new DomainError(
      'malformed',
      'bad-time',
      `"${text}" không phải là thời điểm, ví dụ 2026-11-06T08:00:00+07:00`,
    );
  return moment;
}

const allowed = 'valid-but-modified-after-signing-allowed';
const words = {
  valid: 'valid',
  filled: allowed,
  unclear: 'indeterminate',
  invalid: 'invalid',
  'no-signature': 'no-signature',
} as const;
const filling: readonly ReasonCode[] = ['prepared-fields-filled', 'fields-filled-as-permitted'];

/** Filling a field is a modification; a further signature, validation data or a timestamp is none. */
const isModified = ({ reasons }: SignatureVerdict): boolean => reasons.some((reason) => filling.includes(reason));

function asJson(file: string, report: VerificationReport) {
  const modified = report.verdict === 'valid' && report.signatures.some(isModified);
  return {
    file,
    verdict: modified ? allowed : words[report.verdict],
    signatures: report.signatures.map((signature) => ({
      type: signature.kind,
      field: signature.field,
      signer_cn: signature.signer.commonName,
      issuer_cn: signature.issuer,
      level: signature.level,
      status: signature.verdict === 'valid' && isModified(signature) ? allowed : words[signature.verdict],
      reason: signature.reasons.find((reason) => severityOf[reason] !== 'note') ?? null,
      signed_at: signature.signedAt ?? null,
      time_source: signature.timeSource,
      coverage: signature.coverage,
      changes_after: signature.changesAfter,
    })),
    notes: [...report.reasons, ...report.notes],
  };
}

/** A file that cannot be opened says so in its own line; the others are verified all the same. */
const unreadable = (file: string) => ({ file, verdict: words.unclear, signatures: [], notes: ['file-not-readable'] });

/** Each field that was filled in after signing and was not prepared for it: what it said, what it says, who signed that. */
function filledLines({ verdict, allowedChanges }: VerificationReport): string[] {
  if (verdict !== 'filled') return [];
  return allowedChanges
    .filter(({ reason }) => reason === 'fields-filled-as-permitted')
    .map((change) => {
      const by = (change.signedBy ?? []).length === 0 ? 'không ai ký' : `do ${change.signedBy?.join(', ')} ký sau đó`;
      return `  + ${changeInWords(change, vietnameseChanges)}: ${by}`;
    });
}

/** Nothing is fetched here, so that waiting does not help: what is lacking is given. */
const withoutNetwork = {
  'no-revocation-data': {
    why: 'Chưa có dữ liệu thu hồi của chứng thư.',
    whatToDo:
      'Lệnh này không tra qua mạng: đưa danh sách thu hồi bằng --crls, câu trả lời OCSP bằng --ocsps, hoặc thêm --soft-revocation để bỏ qua.',
  },
};

function asWords(file: string, report: VerificationReport): string[] {
  const { whole, signatures } = explain(report, 'vi', withoutNetwork);
  return [
    `${file}: ${whole.word}. ${whole.why}`,
    ...report.signatures.map((signature, index) => {
      const { commonName } = signature.signer;
      const said = signatures[index];
      return `  ${index + 1}. ${commonName || signature.field}: ${said?.word ?? ''}. ${said?.why ?? ''}`;
    }),
    ...filledLines(report),
    // Nothing that was borne with goes unsaid.
    ...whole.points
      .filter(({ code, text }) => code !== 'fields-filled-as-permitted' && !whole.why.includes(text))
      .map(({ text }) => `  · ${text}`),
    ...(whole.whatToDo === '' ? [] : [`  → ${whole.whatToDo}`]),
  ];
}
