import type { ProblemError } from '../../../../api/problem.ts';
import { useText } from '../../../../text/language.ts';
import { registerText } from '../text.ts';
import { type FormReading, requiredReadings } from './register-fields.ts';

/** What is known of the reading of a file. */
export interface Readings {
  readonly scan: { readonly done: number; readonly pages: number } | undefined;
  readonly fields: readonly FormReading[];
  readonly reading: boolean;
  readonly problem: ProblemError | Error | undefined;
}

/** Number, symbol and issuer of a file as far as they were read, and what is missing; or how far the reading is. */
export function ReadSoFar({ readings: { scan, fields, reading, problem } }: { readonly readings: Readings }) {
  const text = useText(registerText);
  if (problem) return <div className="meta bad">{text.queue.unreadable}</div>;
  if (reading) return <div className="meta third">{text.reading}…</div>;
  if (scan && scan.done === 0) return <div className="meta third">{text.scan.reading(1, scan.pages)}</div>;
  const readAs = (name: (typeof requiredReadings)[number]) => fields.find((field) => field.name === name)?.value;
  const said = [[readAs('codeNumber'), readAs('codeNotation')].filter(Boolean).join('/'), readAs('issuerName')];
  const missing = requiredReadings.filter((name) => readAs(name) === undefined);
  return (
    <>
      <div className="meta second one-line">{said.filter(Boolean).join(' · ')}</div>
      {missing.length > 0 && (
        <div className="meta third one-line">
          {text.queue.lacks(missing.map((name) => labelOf(name, text)).join(', '))}
        </div>
      )}
    </>
  );
}

function labelOf(name: (typeof requiredReadings)[number], { fields }: (typeof registerText)['vi']): string {
  return name === 'issuerName' ? fields.issuer : fields[name];
}
