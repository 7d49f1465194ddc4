import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchExchange } from './exchange.ts';
import { benchLargeFile } from './exchange-large-file.ts';
import { benchManyRecipients } from './exchange-many-recipients.ts';
import { benchFind } from './find.ts';
import { benchIntake } from './intake.ts';
import { benchLarge } from './large.ts';
import { table } from './measure.ts';
import { benchRegister } from './register.ts';
import { benchSigning } from './signing.ts';

/** `npm run bench -- sign seal verify register large find exchange large-file many-recipients intake` (all without a name); see docs/benchmarks.md. */
const known = [
  'sign',
  'seal',
  'verify',
  'register',
  'large',
  'find',
  'exchange',
  'large-file',
  'many-recipients',
  'intake',
] as const;
const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { documents: { type: 'string' } },
});
const unknown = asked.filter((name) => !known.some((one) => one === name));
if (unknown.length > 0) {
  console.error(`✗ There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  const wanted = new Set(asked.length > 0 ? asked : known);
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${processor}, load average ${load} before`,
  );
  if (['sign', 'seal', 'verify'].some((name) => wanted.has(name))) console.log(table(await benchSigning(wanted)));
  if (wanted.has('register')) console.log(await benchRegister());
  if (wanted.has('large')) console.log(await benchLarge());
  if (wanted.has('find'))
    console.log(await benchFind(values.documents === undefined ? undefined : Number(values.documents)));
  if (wanted.has('exchange')) console.log(await benchExchange());
  if (wanted.has('large-file')) console.log(await benchLargeFile());
  if (wanted.has('intake')) console.log(await benchIntake());
  if (wanted.has('many-recipients')) console.log(await benchManyRecipients());
}
