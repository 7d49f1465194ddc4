import { registerRows, signRows } from './act-rows.ts';
import type { BadInput } from './bad-input.ts';
import { exchangeRows } from './exchange-rows.ts';
import { fileRows, tableRows } from './file-rows.ts';
import { httpRows } from './http-rows.ts';
import { idRows } from './id-rows.ts';
import { jsonRows } from './json-rows.ts';
import { listRows } from './list-rows.ts';
import { readingRows } from './reading-rows.ts';
import { sessionRows } from './session-rows.ts';
import { uploadRows } from './upload-rows.ts';

/** The hundred rows of docs/bad-inputs.md, in their order. */
export const badInputs: readonly BadInput[] = [
  ...[...jsonRows, ...httpRows, ...listRows, ...idRows, ...registerRows, ...signRows, ...uploadRows, ...fileRows],
  ...[...tableRows, ...sessionRows, ...exchangeRows, ...readingRows],
];
