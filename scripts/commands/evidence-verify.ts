import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import type { ByteSource } from '../../server/exchange/evidence/read-archive.ts';
import { certificatesIn } from '../../server/exchange/evidence/verify/believed.ts';
import type { EvidenceReport } from '../../server/exchange/evidence/verify/evidence-report.ts';
import { reportInWords } from '../../server/exchange/evidence/verify/evidence-words.ts';
import { verifyEvidence } from '../../server/exchange/evidence/verify/verify-evidence.ts';
import { certificatesFromPem } from '../../server/pdf-signatures/crypto/certificates/trust-list.ts';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { readOptionsAndFile } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

const schema = z.object({ roots: z.string().min(1).optional(), 'directory-key': z.string().min(1).optional() });

/** Verifies a container of evidence alone, without a deployment. Exit code 0: all is whole and everybody who signed is believed. */
export const command: Command = {
  usage: 'FILE.asice [--roots A.pem,B.pem] [--directory-key KEY.pem] [--json]',
  summary: 'Kiểm tra hồ sơ bằng chứng, không cần hệ thống và mạng; chỉ tin chứng thư gốc, khoá danh bạ được đưa vào.',
  async run(args, { print }) {
    const { options, file } = readOptionsAndFile(args, schema);
    const roots = await rootsIn(options.roots);
    const directoryKey = options['directory-key'] === undefined ? undefined : await keyIn(options['directory-key']);
    const report = await verifyFile(file, { roots, directoryKey });
    if (options.json) print(JSON.stringify(report));
    else for (const line of linesOf(report)) print(line);
    return report.verdict === 'proven' ? 0 : 1;
  },
};

async function verifyFile(path: string, trust: Parameters<typeof verifyEvidence>[1]): Promise<EvidenceReport> {
  const handle = await open(path).catch((cause: unknown) => {
    throw new DomainError('malformed', 'file-not-readable', `Không đọc được tệp ${path}`, { cause });
  });
  try {
    return await verifyEvidence(sourceOfFile(path, handle, (await handle.stat()).size), trust);
  } finally {
    await handle.close();
  }
}

/** A file on the disk, read part by part. */
function sourceOfFile(path: string, handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(start, end) {
      const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer;
    },
    async sha256(start, end) {
      const hash = createHash('sha256');
      if (end > start) for await (const chunk of createReadStream(path, { start, end: end - 1 })) hash.update(chunk);
      return hash.digest('hex');
    },
  };
}

async function rootsIn(list: string | undefined) {
  const files = (list ?? '').split(',').filter(Boolean);
  const read = await Promise.all(files.map(async (file) => certificatesFromPem(await readNamedFile(file))));
  return certificatesIn(read.flat());
}

async function keyIn(file: string): Promise<KeyObject> {
  const text = await readNamedFile(file);
  try {
    return createPublicKey(text);
  } catch (cause) {
    throw new DomainError('invalid', 'not-a-directory-key', `${file}: không phải khoá của cơ quan lập danh bạ`, {
      cause,
    });
  }
}

function linesOf(report: EvidenceReport): string[] {
  const [said, english] = [reportInWords(report, 'vi'), reportInWords(report, 'en')];
  const sign = { proven: '✔', unclear: '?', broken: '✗' }[report.verdict];
  return [
    `${sign} ${said.verdict}. ${said.why} (${english.verdict}.)`,
    ...said.faults.map((line, index) => `  ✗ ${line} (${english.faults[index]})`),
    ...said.doubts.map((line, index) => `  ? ${line} (${english.doubts[index]})`),
    ...said.facts.map(([name, value]) => `  ${name}: ${value}`),
    ...[...said.statuses, ...said.followUps].map((line) => `  · ${line}`),
    ...said.signatures.map((line) => `  # ${line}`),
    ...said.remarks.map((line) => `  ! ${line}`),
  ];
}
