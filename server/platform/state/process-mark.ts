import { hash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { identifyProcess } from './process-identity.ts';

/** What a process leaves on what it has begun, so that others can tell when it is dead: `<place>.<pid>.<began>`. */
export function processMark(): string {
  own ??= markOf(process.pid);
  return own ?? `${place}.${process.pid}.0`;
}

let own: string | undefined;

/** Whether the process that left this mark is dead; `undefined` when that cannot be told from here: another machine, or no mark at all. */
export function isDead(mark: string | undefined): boolean | undefined {
  const [, itsPlace, pid] = /^([0-9a-f]{16})\.(\d+)\.\d+$/.exec(mark ?? '') ?? [];
  return itsPlace === place ? markOf(Number(pid)) !== mark : undefined;
}

/** Where a process number means one process: this start of this machine, and this namespace of numbers (containers have their own). */
const place = hash('sha256', [hostname(), bootId(), namespace()].join('\n')).slice(0, 16);

function markOf(pid: number): string | undefined {
  const found = identifyProcess(pid);
  return found && `${place}.${pid}.${found.began?.split('/').at(-1) ?? 0}`;
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Not Linux: the name of the machine has to do.
    return '';
  }
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux, or hidden: process numbers are taken as those of the machine.
    return '';
  }
}
