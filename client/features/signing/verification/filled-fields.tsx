import type { VerificationView } from '../../../../server/signing/contract.ts';
import { useText } from '../../../text/language.ts';
import { verificationText } from './text.ts';

/** Longer texts are cut here, and whole in the report. */
const LONGEST = 300;

/** What was filled in after signing (*có điền thêm sau khi ký*): each field, what it said and says, and who signed that, if anybody. */
export function FilledFields({ changes }: { readonly changes: VerificationView['allowedChanges'] }) {
  const words = useText(verificationText).filled;
  const filled = changes.filter(({ reason }) => reason === 'fields-filled-as-permitted');
  if (filled.length === 0) return null;
  return (
    <section className="column gap-8" aria-label={words.title}>
      <h3 className="small strong">{words.title}</h3>
      <ul className="column gap-8">
        {filled.map(({ field, before, value, page, revision, signedBy }) => (
          <li key={`${revision} ${field}`} className="card">
            <dl className="facts filled-field">
              <dt>{words.field}</dt>
              <dd className="code">
                {field}
                {page !== null && <span className="second"> · {words.page(page)}</span>}
              </dd>
              <dt>{words.before}</dt>
              <dd>{shown(before) || <span className="third">{words.empty}</span>}</dd>
              <dt>{words.now}</dt>
              <dd className="strong">{shown(value) || <span className="third">{words.empty}</span>}</dd>
              <dt>{words.signedBy}</dt>
              <dd>{signedBy && signedBy.length > 0 ? signedBy.join(', ') : words.nobody}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

const shown = (text: string | null): string =>
  text !== null && text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : (text ?? '');
