import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { StartUpFailure } from '../../platform/state/start-up-failure.ts';

/* What the file AXIS_FILE says: who we are on the axis, and how its codes and addresses are called there (docs/administrator.md). */

const path = z.string().regex(/^(?:\/[\w.-]+)+$/);

/** Where below the address of the axis its operations are; gateways of provinces differ. */
const operations = z.strictObject({
  sendEdoc: path.default('/v1/sendEdoc'),
  getReceivedEdocList: path.default('/v1/getReceivedEdocList'),
  getSentEdocList: path.default('/v1/getSentEdocList'),
  getEdoc: path.default('/v1/getEdoc'),
  updateStatus: path.default('/v1/updateStatus'),
  getAgenciesList: path.default('/v1/getAgenciesList'),
});

const word = z.string().regex(/^[\w-]{1,30}$/);

/** How the axis calls where a packet stands in the box of its recipient; some gateways have words of their own. */
const statuses = z.strictObject({
  initial: word.default('initial'),
  done: word.default('done'),
  fail: word.default('fail'),
});

/** What a system on the axis may answer by 15: that one takes a document back, corrects it, asks for it, or puts another in its place. */
export const axisQuestions = ['revoke', 'update', 'ask-back', 'replace'] as const;
export type AxisQuestion = (typeof axisQuestions)[number];

const settings = z.strictObject({
  /** By the code of an agency here: the code by which the axis knows it, where that is another, and its secret. */
  agencies: z.record(
    z.string().max(35),
    z.strictObject({ systemId: z.string().min(1).max(35).exactOptional(), secret: z.string().min(1).max(500) }),
  ),
  /** By the code of a document type here: its number on the axis. */
  types: z
    .record(z.string(), z.strictObject({ type: z.number().int(), typeDetail: z.number().int().default(0) }))
    .default({}),
  /** By the code of an agency on the axis: what its system answers, where that is not all of it. */
  answers: z.record(z.string().max(35), z.array(z.enum(axisQuestions))).default({}),
  operations: operations.prefault({}),
  statuses: statuses.prefault({}),
});

export type AxisSettings = z.output<typeof settings>;

/** Reads the file. Refuses in one sentence, which repeats nothing of it, what is missing or has another form. */
export async function readAxisSettings(file: string): Promise<AxisSettings> {
  const read = settings.safeParse(await jsonIn(file));
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') ?? '';
  throw unusable(file, where === '' ? '' : `: ${where}`);
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) throw unusable(file, '');
    throw error;
  }
}

function unusable(file: string, where: string): StartUpFailure {
  return new StartUpFailure(
    `AXIS_FILE=${file} không đọc được hoặc sai dạng${where}; xem docs/administrator.md.`,
    `AXIS_FILE=${file} cannot be read or has another form${where}; see docs/administrator.md.`,
  );
}
