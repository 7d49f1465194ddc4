import { readFields } from '../../server/intake/read-fields.ts';
import { readPageText } from '../../server/intake/read-page-text.ts';
import { incomingTypes } from '../../server/registry/registers/document-type.ts';
import { type Judgement, judge } from '../reading/judge.ts';
import type { Truth } from '../reading/paper.ts';
import { type Sample, sampleBytes } from './manifest.ts';

/** What was read of a sample, field by field; nothing of a file that is no PDF. */
export async function readSample(sample: Sample): Promise<readonly Judgement[]> {
  if (sample.truth === null || !sample.file.endsWith('.pdf')) return [];
  const { text } = await readPageText(sampleBytes(sample));
  return judge(readFields(text, []), truthOf(sample.truth));
}

/** One line for each field of a sample: right, wrong or unread, and whether it was called sure. */
export function sayReadings(judgements: readonly Judgement[]): string[] {
  return judgements.map(({ name, outcome, isSure, expected, read }) => {
    const said = read === undefined ? '' : ` “${read}”${isSure ? ', called sure' : ''}`;
    return `${name} ${outcome}${said}${outcome === 'right' ? '' : `, expected “${expected}”`}`;
  });
}

function truthOf(truth: NonNullable<Sample['truth']>): Truth {
  const { issuer, number, notation, type, issue_date, subject, signer, position, recipients } = truth;
  return {
    codeNumber: number,
    codeNotation: notation.slice(notation.indexOf('/') + 1),
    typeCode: incomingTypes.find(({ name }) => name === type)?.code ?? 'khac',
    issuedOn: issue_date,
    issuerName: issuer,
    subject,
    signerName: signer,
    signerPosition: position,
    toPlaces: recipients.length === 0 ? null : recipients.join('; '),
  };
}
