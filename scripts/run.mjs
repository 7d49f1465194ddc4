// `node scripts/run.mjs server/main.ts …`: production runs what `npm run build` made of this file, everything else the file itself.
// Knows nothing but Node's built-ins, since what it would ask for may be missing.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [entry] = process.argv.splice(2, 1);
const isProduction = process.env.NODE_ENV === 'production';
const program = join(root, isProduction ? join('dist', entry.replace(/\.ts$/, '.js')) : entry);
const why = isProduction ? whyNotToRun() : undefined;
if (why === undefined) {
  process.argv[1] = program;
  if (!isProduction) await import('../server/platform/typescript.mjs');
  await import(pathToFileURL(program).href);
} else {
  console.error(`✗ ${why}`);
  process.exitCode = 1;
}

function whyNotToRun() {
  const list = join(root, 'dist', 'built-from.json');
  if (!existsSync(list)) {
    return (
      'NODE_ENV=production chạy bản dựng, nhưng chưa có dist/: hãy chạy npm run build rồi chạy lại. ' +
      '(NODE_ENV=production runs the build, and there is no dist/: run npm run build, then this again.)'
    );
  }
  const built = Object.entries(JSON.parse(readFileSync(list, 'utf8')));
  if (built.every(([path, hash]) => hashOf(path) === hash)) return undefined;
  return (
    'dist/ được dựng từ mã nguồn khác với mã nguồn ở đây: hãy chạy npm run build rồi chạy lại. ' +
    '(dist/ was built from other sources than these: run npm run build, then this again.)'
  );
}

function hashOf(path) {
  const file = join(root, path);
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : undefined;
}
