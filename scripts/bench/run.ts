import { cpus } from 'node:os';
import { table } from './measure.ts';
import { benchSigning } from './signing.ts';

/** `npm run bench -- sign seal verify` (all without a name): each beside its baseline in the same run; see docs/benchmarks.md. */
const known = ['sign', 'seal', 'verify'] as const;
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.some((one) => one === name));
if (unknown.length > 0) {
  console.error(`✗ There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  const lines = await benchSigning(new Set(asked.length > 0 ? asked : known));
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  );
  console.log(table(lines));
}
