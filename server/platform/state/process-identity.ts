import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process as one can find it again later: its number, and when it began, since numbers are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly began?: string | undefined;
}

/** Describes the running process `pid`, or nothing when there is none. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!takesSignals(pid)) return undefined;
  const stat = procStat(pid);
  if (stat?.[0] === 'Z') return undefined;
  const began = beginIn(stat);
  return began === undefined ? { pid } : { pid, began };
}

/** Whether the process described earlier still runs (and is not another one with its number). */
export function stillRuns(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid);
  if (now === undefined) return false;
  return identity.began === undefined || now.began === undefined || identity.began === now.began;
}

/** The command line of a running process, or an empty text when the system does not tell. */
export function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** The processes that run with these arguments; none where the system does not list them. */
export function processesWith(text: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  return pids.filter((pid) => pid !== process.pid && commandLineOf(pid).includes(text));
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Linux: boot id and the start in clock ticks since boot (field 22 of /proc/<pid>/stat). */
function beginIn(stat: readonly string[] | undefined): string | undefined {
  const ticks = stat?.[19];
  if (ticks === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
}

/** The fields of /proc/<pid>/stat from the state (field 3) on: the name before them may hold spaces and brackets. */
function procStat(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
