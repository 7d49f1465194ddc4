import type { Change, ReasonCode, SignatureVerdict, Verdict, VerificationReport } from '../verification.ts';
import { namedChanges } from './change-texts.ts';
import { type ExplanationTexts, explanationTexts, type Language } from './explanation-texts.ts';
import { type Severity, severityOf } from './verdict.ts';

/** One line of the list under a verdict. */
export interface ExplanationPoint {
  /** The reason it says, or `good`. */
  readonly code: ReasonCode | 'good';
  readonly severity: Severity | 'good';
  readonly text: string;
}

/** A verdict in words: the word, one sentence why, what to do, and the points it rests on. */
export interface Explanation {
  readonly verdict: Verdict;
  readonly word: string;
  readonly why: string;
  readonly whatToDo: string;
  readonly points: readonly ExplanationPoint[];
}

export interface ReportExplanation {
  readonly whole: Explanation;
  readonly signatures: readonly Explanation[];
}

/**
 * Says a report in words a clerk can act on – why, and what to do –: for the whole file and for each signature. `instead` replaces the words of a
 * reason where the caller can do something else about it.
 */
export function explain(
  report: VerificationReport,
  language: Language,
  instead: Partial<ExplanationTexts['reasons']> = {},
): ReportExplanation {
  const { reasons, ...rest } = explanationTexts[language];
  const texts = { ...rest, reasons: { ...reasons, ...instead } };
  const signatures = report.signatures.map((signature) => explainSignature(signature, texts));
  return { whole: explainWhole(report, signatures, texts), signatures };
}

function explainWhole(
  report: VerificationReport,
  signatures: readonly Explanation[],
  texts: ExplanationTexts,
): Explanation {
  const word = texts.words[report.verdict];
  const own = report.reasons.map((reason) => pointOfFile(reason, report, texts));
  const worst = signatures.find(({ verdict }) => verdict === report.verdict);
  const [first] = report.reasons;
  const base = {
    verdict: report.verdict,
    word,
    points: [...own, ...signatures.flatMap(({ points }) => points.filter(isTelling))].filter(once),
  };
  if (report.verdict === 'valid' || report.verdict === 'filled') return { ...base, ...soundWhole(report, texts) };
  if (first !== undefined && wordOf(first) === report.verdict) {
    const { why, whatToDo } = says(first, texts);
    const intact = report.reasons.includes('older-revision-intact') ? [intactUntil(report, texts)] : [];
    return { ...base, why: [why, ...intact].join(' '), whatToDo };
  }
  if (report.verdict === 'no-signature') {
    return { ...base, ...(first === undefined ? asked(texts.noSignature) : says(first, texts)) };
  }
  return { ...base, why: worst?.why ?? word, whatToDo: worst?.whatToDo ?? '' };
}

const isTelling = ({ severity }: ExplanationPoint): boolean => severity !== 'good';
const once = (candidate: ExplanationPoint, index: number, all: readonly ExplanationPoint[]): boolean =>
  all.findIndex(({ text }) => text === candidate.text) === index;
const wordOf = (reason: ReasonCode): Verdict => (severityOf[reason] === 'note' ? 'no-signature' : severityOf[reason]);

/**
 * A valid file is an original only with the signatures of person and agency (NĐ 30/2020, Điều 5), and with nothing filled in since but the
 * number, the date and the seal.
 */
function soundWhole(report: VerificationReport, texts: ExplanationTexts): Pick<Explanation, 'why' | 'whatToDo'> {
  const signers = report.signatures.filter(({ kind }) => kind === 'signature').map(({ signer }) => signer.isAgency);
  const [who, whatToDo] = !signers.includes(true)
    ? [texts.onlyPerson, texts.useOfPersonsOnly]
    : !signers.includes(false)
      ? [texts.onlyAgency, texts.useOfAgencysOnly]
      : [texts.bothSigned, texts.useAsOriginal];
  if (report.verdict === 'valid') return { why: `${who} ${texts.intact}`, whatToDo };
  return {
    why: [who, texts.intactButFilled, filledInWords(report.allowedChanges, texts)].join(' '),
    whatToDo: texts.reasons['fields-filled-as-permitted'].whatToDo ?? '',
  };
}

/** Whether a file has the value of an original (NĐ 30/2020 Điều 5): valid, and signed both by a person and by an agency. */
export const isOriginal = ({ verdict, signatures }: VerificationReport): boolean =>
  verdict === 'valid' &&
  [true, false].every((agency) =>
    signatures.some(({ kind, signer }) => kind === 'signature' && signer.isAgency === agency),
  );

/** Which fields were filled, from what to what, and who signed that, if anybody. */
function filledInWords(changes: readonly Change[], texts: ExplanationTexts): string {
  const filled = changes.filter(({ reason }) => reason === 'fields-filled-as-permitted');
  const signers = [...new Set(filled.flatMap(({ signedBy }) => signedBy ?? []))];
  const byNobody = filled.some(({ signedBy }) => (signedBy ?? []).length === 0);
  return [
    namedChanges(filled, texts.changes),
    ...(byNobody ? [texts.filledByNobody] : []),
    ...(signers.length > 0 ? [texts.filledBy(list(signers, texts))] : []),
  ].join(' ');
}

function explainSignature(signature: SignatureVerdict, texts: ExplanationTexts): Explanation {
  const [first] = signature.reasons;
  const { verdict } = signature;
  const points = [
    ...goodPoints(signature, texts),
    ...signature.reasons.map((reason) => pointOf(reason, signature, texts)),
  ];
  const base = { verdict, word: texts.words[verdict], points };
  if (verdict === 'valid' || first === undefined) {
    return { ...base, why: texts.intact, whatToDo: texts.nothingToDo };
  }
  return { ...base, ...says(first, texts), why: whyOf(first, signature, texts) };
}

function goodPoints({ coverage, timeSource, verdict }: SignatureVerdict, texts: ExplanationTexts): ExplanationPoint[] {
  const points: string[] = [];
  if (coverage === 'whole-file') points.push(texts.whole);
  if (coverage === 'earlier-revision') points.push(texts.earlier);
  if (verdict !== 'invalid' && timeSource === 'timestamp') points.push(texts.timestamped);
  return points.map((text) => ({ code: 'good', severity: 'good', text }));
}

function pointOf(reason: ReasonCode, signature: SignatureVerdict, texts: ExplanationTexts): ExplanationPoint {
  if (reason !== 'prepared-fields-filled') {
    return { code: reason, severity: severityOf[reason], text: whyOf(reason, signature, texts) };
  }
  const filled = signature.changesAfter.filter(
    ({ kind, field }) => kind === 'field-filled' && field !== undefined && field in texts.changes.fieldNames,
  );
  return {
    code: reason,
    severity: 'note',
    text: texts.filled(
      list(
        filled.map(({ field = '', value }) => `${texts.changes.fieldNames[field]} ${value ?? ''}`.trim()),
        texts,
      ),
    ),
  };
}

/** Reasons whose sentence goes on to name the changes behind them: field, old and new value, page. */
const naming: ReadonlySet<ReasonCode> = new Set([
  'changed-after-signing',
  'unexplained-change',
  'fields-filled-as-permitted',
  'field-shows-otherwise',
  'fields-added',
  'fields-added-after-certification',
  'signature-hides-content',
  'annotation-added',
]);

function whyOf(reason: ReasonCode, { changesAfter }: SignatureVerdict, texts: ExplanationTexts): string {
  const { why } = texts.reasons[reason];
  if (reason === 'fields-filled-as-permitted') return [why, filledInWords(changesAfter, texts)].join(' ');
  const changes = naming.has(reason) ? changesAfter.filter((change) => change.reason === reason) : [];
  return [why, namedChanges(changes, texts.changes)].filter(Boolean).join(' ');
}

const point = (reason: ReasonCode, texts: ExplanationTexts): ExplanationPoint => ({
  code: reason,
  severity: severityOf[reason],
  text: texts.reasons[reason].why,
});

const pointOfFile = (reason: ReasonCode, report: VerificationReport, texts: ExplanationTexts): ExplanationPoint =>
  reason === 'older-revision-intact'
    ? { code: reason, severity: 'note', text: intactUntil(report, texts) }
    : point(reason, texts);

/** The newest signed revision whose bytes are intact, named by those who signed it. */
function intactUntil({ signatures }: VerificationReport, texts: ExplanationTexts): string {
  const intact = signatures.filter(({ coverage, verdict }) => coverage !== 'broken' && verdict !== 'invalid');
  const newest = Math.max(...intact.map(({ revision }) => revision));
  const signers = intact
    .filter(({ revision }) => revision === newest)
    .map(({ signer, field }) => signer.commonName || field);
  return signers.length === 0
    ? texts.reasons['older-revision-intact'].why
    : texts.intactUntil(newest, list(signers, texts));
}

const asked = ({ why, whatToDo }: { why: string; whatToDo?: string }): Pick<Explanation, 'why' | 'whatToDo'> => ({
  why,
  whatToDo: whatToDo ?? '',
});
const says = (reason: ReasonCode, texts: ExplanationTexts): Pick<Explanation, 'why' | 'whatToDo'> =>
  asked(texts.reasons[reason]);

const list = (items: readonly string[], { and }: ExplanationTexts): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`;
