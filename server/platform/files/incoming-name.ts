import { newId } from '../ids.ts';
import { isDead, processMark } from '../state/process-mark.ts';

/** Nothing is received for longer: an upload has ten minutes, what the server makes itself has seconds. */
const LONGEST_RECEPTION_MS = 3600_000;

/** A name for a file that this process is about to receive: an id, and whose it is. */
export function incomingName(): string {
  return `${newId()}.${processMark()}`;
}

/** Whether nobody receives this file any more: its process is dead, or, where that cannot be told, it is older than any reception. */
export function isAbandoned(name: string, modifiedMs: number, nowMs: number): boolean {
  return isDead(name.slice(name.indexOf('.') + 1)) ?? modifiedMs < nowMs - LONGEST_RECEPTION_MS;
}
