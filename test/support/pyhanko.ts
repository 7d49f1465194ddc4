import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

/** pyHanko is the independent judge of our signatures; this version is what the expectations were written for. */
const requirement = 'pyHanko==0.38.*';

const tools = fileURLToPath(new URL('../../storage/tools/', import.meta.url));
/** Where pyHanko lies once it is installed: a PYTHONPATH. */
export const installedPyHanko = join(tools, 'pyhanko');
const script = fileURLToPath(new URL('./pyhanko-validate.py', import.meta.url));
const run = promisify(execFile);

const judgement = z.object({
  file: z.string(),
  error: z.string().optional(),
  signatures: z.array(
    z.object({
      field: z.string(),
      intact: z.boolean(),
      valid: z.boolean(),
      trusted: z.boolean(),
      /** Valid, trusted, and nothing changed afterwards beyond what the signatures allow. */
      accepted: z.boolean(),
      modification: z.enum(['NONE', 'LTA_UPDATES', 'FORM_FILLING', 'ANNOTATIONS', 'OTHER', 'UNKNOWN']),
      docmdpOk: z.boolean(),
      /** With a timestamp over its value that is intact and trusted. */
      stamped: z.boolean(),
    }),
  ),
  /** Document timestamps. */
  timestamps: z.array(z.object({ field: z.string(), accepted: z.boolean() })),
});

/** What pyHanko says about one file; one that brings validation data (`/DSS`) must bring all, or nothing in it is accepted. */
export type Judgement = z.infer<typeof judgement>;

export interface JudgementRequest {
  readonly files: readonly string[];
  /** Trusted roots, DER. */
  readonly roots: readonly Uint8Array[];
  readonly at: Date;
}

/** Judges many files in one Python process, with these roots only, at that moment, without any network. */
export async function judgeWithPyHanko({ files, roots, at }: JudgementRequest): Promise<Judgement[]> {
  await installPyHanko();
  const request = JSON.stringify({
    files,
    roots: roots.map((der) => Buffer.from(der).toString('base64')),
    at: at.toISOString(),
  });
  const child = run('python3', [script], {
    env: { ...process.env, PYTHONPATH: installedPyHanko },
    maxBuffer: 64 * 1024 * 1024,
  });
  child.child.stdin?.end(request);
  const { stdout } = await child;
  return z.array(judgement).parse(JSON.parse(stdout));
}

/**
 * Installs pyHanko once under storage/tools, where later runs find it. Needs neither a virtual environment nor rights;
 * two runs at once each install into a folder of their own, and the first to finish puts it in place.
 */
export async function installPyHanko(): Promise<void> {
  if (existsSync(installedPyHanko)) return;
  await mkdir(tools, { recursive: true });
  const own = join(tools, `pyhanko-${process.pid}.new`);
  const options = ['--quiet', '--disable-pip-version-check', '--target', own];
  try {
    await run('python3', ['-m', 'pip', 'install', ...options, requirement]);
    await rename(own, installedPyHanko).catch((error: unknown) => {
      if (!existsSync(installedPyHanko)) throw error;
    });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
