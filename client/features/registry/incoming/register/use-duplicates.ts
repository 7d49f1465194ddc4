import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { intakeContract } from '../../../../../server/intake/contract.ts';
import { foldCode } from '../../../../../server/platform/text/fold.ts';
import { joinCode } from '../../../../../server/registry/documents/notation.ts';
import { type IncomingSummary, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import type { RegisterValues } from './register-fields.ts';

const PAUSE_MS = 400;
const none: readonly never[] = [];

/** A registered document that may be the one at hand: the same number and issuer, the same file, or about the same text. */
export interface Duplicate {
  readonly document: IncomingSummary;
  /** How much of the text is the same, from 0 to 1; undefined where number or file are. */
  readonly share?: number;
}

/** Documents that may be the same one, looked up while the clerk fills the fields; `isRead` once the pages of the file have been. */
export function useDuplicates(
  values: RegisterValues,
  uploadId: string | undefined,
  isRead: boolean,
): readonly Duplicate[] {
  const { codeNumber, codeNotation, issuer } = values;
  const whole = codeNumber !== null && codeNotation !== null && issuer.name !== '';
  const asked = whole ? JSON.stringify([codeNumber, codeNotation, issuer.name]) : '';
  const settled = useSettled(asked);
  const isSettled = settled === asked;
  const query = {
    ...(whole && isSettled ? { codeNumber, codeNotation, issuerName: issuer.name } : {}),
    ...(uploadId === undefined ? {} : { uploadId }),
  };
  const found = useQuery({
    ...queryOf(incomingContract, 'findDuplicates', { query }),
    enabled: isSettled && (whole || uploadId !== undefined),
  });
  const subject = useSettled(values.subject);
  const like = useQuery({
    ...queryOf(intakeContract, 'findLike', { params: { uploadId: uploadId ?? '' }, query: { subject } }),
    enabled: isRead && uploadId !== undefined,
  });
  return together(found.data ?? none, like.data ?? none, values);
}

/** First those with the same number or file, then those of like text – but for what bears another number, as two letters of one form do. */
export function together(
  same: readonly IncomingSummary[],
  like: readonly Required<Duplicate>[],
  values: Pick<RegisterValues, 'codeNumber' | 'codeNotation'>,
): readonly Duplicate[] {
  const code = foldCode(joinCode(values));
  const others = like.filter(({ document }) => !same.some(({ id }) => id === document.id));
  const isOther = ({ document }: Duplicate) =>
    values.codeNumber !== null && document.code !== '' && foldCode(document.code) !== code;
  return [...same.map((document) => ({ document })), ...others.filter((one) => !isOther(one))];
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
