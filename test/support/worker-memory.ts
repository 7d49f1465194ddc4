import { readdirSync, readFileSync } from 'node:fs';

/** Highest memory in MB of the child processes that run a module; undefined where the system does not tell (it is in /proc). */
export function peakOfWorkers(module: string): number | undefined {
  const peaks = childProcesses().flatMap((id) => {
    try {
      if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(module)) return [];
      return [Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024];
    } catch {
      return []; // it ended while we looked
    }
  });
  return peaks.length > 0 ? Math.max(...peaks) : undefined;
}

function childProcesses(): string[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((id) => parentOf(id) === process.pid);
  } catch {
    return []; // no /proc here
  }
}

function parentOf(id: string): number {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
