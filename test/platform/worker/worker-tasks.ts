import { getPriority } from 'node:os';
import { DomainError } from '../../../server/platform/errors.ts';

/* Functions that the tests of the worker pool run in another process. */
export const add = (left: number, right: number): number => left + right;
export const processId = (): number => process.pid;
export const echo = (bytes: Uint8Array): Uint8Array => bytes;
export const environment = (): string[] => Object.keys(process.env);
export const refuse = (): never => {
  throw new DomainError('invalid', 'bad-page', 'Page 3 is missing', { extra: { page: 3 } });
};
export const fail = (): never => {
  throw new TypeError('nobody foresaw this');
};
export const spin = (): never => {
  for (;;);
};
export const crash = (): boolean => process.kill(process.pid, 'SIGSEGV');
export const large = (bytes: number): Uint8Array => new Uint8Array(bytes);
export const hoard = (): never => {
  const kept: Uint8Array[] = [];
  for (;;) kept.push(new Uint8Array(1_000_000).fill(1));
};
export const hoardObjects = (): never => {
  const kept: object[] = [];
  for (;;) kept.push({ index: kept.length });
};
const kept: Uint8Array[] = [];
export const keep = (bytes: number): number => {
  kept.push(new Uint8Array(bytes).fill(1));
  return process.pid;
};
export const priority = (): number => getPriority();
export const length = (bytes: Uint8Array): number => bytes.length;
