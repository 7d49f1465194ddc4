import { CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { PreflightFinding } from '../../../../server/signing/contract.ts';
import type { ProblemError } from '../../../api/problem.ts';
import { useProblemWords } from '../../../api/problem-text.ts';
import { useLanguage, useText } from '../../../text/language.ts';
import { Notice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { StateIcon } from '../../../ui/feedback/tags.tsx';
import { type Look, markOfFinding } from './look-inside.ts';
import { signText } from './text.ts';

/** More than this many findings are shown on demand. */
const SHOWN_AT_FIRST = 4;

/** What the file holds beside what it shows: each finding with its page and why it matters, or one quiet line that there is none. */
export function HiddenContent({ look, show }: { readonly look: Look; readonly show: (mark: string) => void }) {
  const words = useText(signText).hidden;
  const [all, setAll] = useState(false);
  if (look.state === 'looking') {
    return (
      <li className="looking">
        <StateIcon tone="accent" />
        <span className="second" role="status">
          {look.again ? words.lookingAgain : words.looking}
        </span>
      </li>
    );
  }
  if (look.state === 'failed') {
    return (
      <li>
        <NotLooked problem={look.problem} retry={look.retry} />
      </li>
    );
  }
  const { findings } = look;
  if (findings.length === 0) {
    return (
      <li>
        <StateIcon tone="good" />
        <span>{words.none}</span>
      </li>
    );
  }
  const shown = all ? findings : findings.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      {shown.map((finding, index) => (
        <Finding
          // biome-ignore lint/suspicious/noArrayIndexKey: the list belongs to one file and never changes
          key={index}
          finding={finding}
          show={() => show(markOfFinding(index))}
        />
      ))}
      {findings.length > shown.length && (
        <li>
          <Button size="small" type="link" onClick={() => setAll(true)}>
            {words.more(findings.length - shown.length)}
          </Button>
        </li>
      )}
    </>
  );
}

/** A file that cannot be looked into is unknown, not bad: caution, with what to do. */
function NotLooked({ problem, retry }: { readonly problem: ProblemError; readonly retry: () => void }) {
  const words = useProblemWords(problem);
  const again = useText(signText).hidden.again;
  if (problem.status !== 422) return <ProblemNotice problem={problem} retry={retry} />;
  return (
    <Notice
      tone="caution"
      title={words.title}
      actions={
        <Button size="small" onClick={retry}>
          {again}
        </Button>
      }
    >
      {words.detail}
    </Notice>
  );
}

function Finding({ finding, show }: { readonly finding: PreflightFinding; readonly show: () => void }) {
  const text = useText(signText);
  const language = useLanguage();
  const { refused, page, rectangle, what, why } = finding;
  return (
    <li>
      {refused ? <CloseCircleFilled className="bad" /> : <WarningFilled className="caution" />}
      <span className="finding">
        <span className="medium">
          {what[language]}
          {page !== null && <span className="second nowrap"> · {text.hidden.page(page)}</span>}
        </span>
        <span className="second">{why[language]}</span>
      </span>
      {page !== null && rectangle !== null && (
        <Button size="small" onClick={show} aria-label={`${text.sign.see}: ${what[language]}`}>
          {text.sign.see}
        </Button>
      )}
    </li>
  );
}
