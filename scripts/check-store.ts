import { readAll } from '../server/platform/database/store.ts';
import { files } from '../server/platform/files/files.ts';
import { storedFaults } from '../server/platform/files/stored-faults.ts';
import { incomingDocuments } from '../server/registry/incoming/store.ts';
import { outgoingDocuments } from '../server/registry/outgoing/store.ts';
import { firstNumber, type LostNumbers } from '../server/registry/registers/register.ts';
import { registers } from '../server/registry/registers/store.ts';

/**
 * What is wrong between the database and the stored files, one sentence each: numbers that are missing or
 * doubled in a register, files that rows name and that are not there or not what they were. Nothing when all is well.
 */
export async function storeFaults(): Promise<string[]> {
  return [...(await registerFaults()), ...(await fileFaults())];
}

async function registerFaults(): Promise<string[]> {
  const numbers = new Map<string, number[]>();
  const add = (registerId: string, number: number): void => {
    const known = numbers.get(registerId) ?? [];
    known.push(number);
    numbers.set(registerId, known);
  };
  for (const { registerId, number } of await readAll(incomingDocuments, {})) add(registerId, number);
  for (const { state } of await readAll(outgoingDocuments, {})) {
    if ('registerId' in state) add(state.registerId, state.number);
  }
  const faults: string[] = [];
  for (const register of await readAll(registers, {})) {
    const { id, kind, series, year, lastNumber, historical, lost = [] } = register;
    if (historical) continue;
    const first = firstNumber(register);
    const given = (numbers.get(id) ?? []).sort((one, other) => one - other);
    // What was given before a restore and confirmed since is known outside only.
    const all = [...given, ...lost.flatMap(stretch)].sort((one, other) => one - other);
    const isWhole = all.length === lastNumber - first + 1 && all.every((number, index) => number === first + index);
    if (!isWhole)
      faults.push(
        `Register ${kind} ${series} ${year} (${id}) says ${lastNumber}, its documents have ${given.join(', ')}`,
      );
  }
  return faults;
}

function stretch({ first, last }: LostNumbers): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

async function fileFaults(): Promise<string[]> {
  const { faults } = await storedFaults(files());
  return faults.map(({ sha256, why, named }) => `${named.join('; ') || sha256}: ${why.vietnamese} (${why.english})`);
}
