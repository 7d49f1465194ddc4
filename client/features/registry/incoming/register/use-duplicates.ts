import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type IncomingSummary, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import type { RegisterValues } from './register-fields.ts';

const PAUSE_MS = 400;
const none: readonly IncomingSummary[] = [];

/** Documents that may be the same one, looked up while the clerk fills the fields. */
export function useDuplicates(values: RegisterValues, uploadId: string | undefined): readonly IncomingSummary[] {
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
  return found.data ?? none;
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
