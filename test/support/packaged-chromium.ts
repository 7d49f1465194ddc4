import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const tools = join(root, 'storage', 'tools');
const manifest = z.object({ version: z.string() });

/**
 * The Chromium that `@sparticuz/chromium` carries, unpacked once under `storage/tools` for each of its versions. The package itself would
 * run whatever is called `chromium` in the shared temporary folder: another version, half a file, or somebody else's program.
 */
export async function packagedChromium(): Promise<string> {
  const folder = join(tools, `chromium-${versionCarried()}`);
  const program = join(folder, 'chromium');
  if (existsSync(program)) return program;
  await mkdir(tools, { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  try {
    const unpack = "import('@sparticuz/chromium').then(({ default: carried }) => carried.executablePath())";
    await promisify(execFile)(process.execPath, ['-e', unpack], { cwd: root, env: { ...process.env, TMPDIR: draft } });
    // Of two runs that unpack at once the first to finish puts it in place.
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(program)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return program;
}

function versionCarried(): string {
  const file = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  return manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
