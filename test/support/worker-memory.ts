import { readdirSync, readFileSync } from 'node:fs';

/** Highest memory in MB of each child process that runs a module now, as Linux tells it in /proc. */
export function peaksOfWorkers(module: string): number[] {
  return childProcesses().flatMap((id) => {
    try {
      if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(module)) return [];
      return [Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024];
    } catch {
      return []; // it ended while we looked
    }
  });
}

function childProcesses(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => parentOf(id) === process.pid);
}

function parentOf(id: string): number {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
