import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';
import { processTree } from '../../faults/process-tree.ts';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Processor time (ms) that a process, all below it, and those of them that ended have used. */
export function processorMs(root: number): number {
  const ofOne = (pid: number) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ', 2)[1]?.split(' ') ?? [];
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map(Number);
    return (user + system + childUser + childSystem) * TICK_MS;
  };
  return processTree(root).reduce((sum, { pid }) => sum + ofOne(pid), 0);
}

/** The resident memory (MB) of a process by itself. */
export function residentMb(root: number): number {
  return processTree(root)[0]?.residentMb ?? 0;
}

/** Looks at the resident memory of a process five times a second; gives by how many MB it was more than at the beginning, at most. */
export function watchGrowth(pid: number): () => number {
  const first = residentMb(pid);
  let most = first;
  const timer = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, 200);
  return () => {
    clearInterval(timer);
    return most - first;
  };
}
