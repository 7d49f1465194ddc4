import { readSamples } from './samples/manifest.ts';
import { readSample, sayReadings } from './samples/read-samples.ts';
import { registerSamples } from './samples/register-samples.ts';
import { verifySample } from './samples/verify-samples.ts';

/*
 * Real official documents as they lie in ../shared/samples: each is verified, and taken in at the desk of a really started server;
 * what is found is compared with their manifest, field by field of what was read: wrong and called sure is a difference. They are no part of the project, so this is run where the folder is.
 */
async function checkSamples(): Promise<number> {
  const samples = readSamples();
  if (samples.length === 0) {
    console.log('check:samples: ../shared/samples/documents is not here, so there is nothing to check');
    return 0;
  }
  const atTheDesk = await registerSamples(samples);
  let count = 0;
  for (const sample of samples) {
    const findings = [await verifySample(sample), atTheDesk.get(sample.file)].filter((one) => one !== undefined);
    const differences = findings.flatMap((finding) => finding.differences);
    const words = findings.map((finding) => finding.words).join('; ');
    console.log(`${differences.length === 0 ? '✔' : '✗'} ${sample.file}: ${words}`);
    for (const difference of differences) console.log(`    ${difference}`);
    const readings = await readSample(sample);
    for (const line of sayReadings(readings)) console.log(`    ${line}`);
    count += differences.length + readings.filter(({ outcome, isSure }) => outcome === 'wrong' && isSure).length;
  }
  console.log(count === 0 ? `check:samples: all ${samples.length} as expected` : `check:samples: ${count} differences`);
  return count === 0 ? 0 : 1;
}

process.exitCode = await checkSamples();
