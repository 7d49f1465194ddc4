import { join } from 'node:path';
import { z } from 'zod';
import { createWhole, replaceFile } from '../state/durable-file.ts';
import { makeFolder } from '../state/make-folder.ts';
import { readState } from '../state/state-file.ts';

const schema = z.object({ deployment: z.uuid(), settled: z.boolean() });

/**
 * The mark that storage and keys folder of a deployment bear, in `deployment.json`: the id that its database bears as well. `settled`
 * once the database has it; before that a first start was cut off, and nothing is known of the database yet.
 */
export type Mark = z.output<typeof schema>;

const way = {
  vietnamese: 'chép lại tệp này từ bản sao, hoặc xoá nó rồi chạy "vanban deployment join"',
  english: 'put it back from a copy, or remove it and run "vanban deployment join"',
};

/** Where the mark of a folder lies. */
export const markOf = (folder: string): string => join(folder, 'deployment.json');

/** The mark of a folder, or nothing when it bears none; refuses one that cannot be read. */
export async function readMark(folder: string): Promise<Mark | undefined> {
  return await readState(markOf(folder), schema, way);
}

/** Marks a folder that bears no mark; of two starts at once the first decides, and its mark is given. */
export async function markFolder(folder: string, deployment: string): Promise<Mark> {
  const mark: Mark = { deployment, settled: false };
  await makeFolder(folder, 0o700);
  if (await createWhole(markOf(folder), textOf(mark))) return mark;
  return (await readMark(folder)) ?? mark;
}

/** Says in a folder that the database bears the same id now. */
export async function settleFolder(folder: string, deployment: string): Promise<void> {
  await replaceFile(markOf(folder), textOf({ deployment, settled: true }));
}

function textOf(mark: Mark): string {
  return `${JSON.stringify(mark)}\n`;
}
