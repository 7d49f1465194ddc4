import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { promisify } from 'node:util';

/** What a machine tells of its clock beside the time. */
export interface MachineClock {
  now(): Date;
  /** By a clock that nobody sets. */
  uptimeMs(): number;
  /** Names this start of the machine; `undefined` where the system does not tell, or counts the uptime of a container. */
  readonly boot: string | undefined;
  /** Whether the system keeps its clock by the network, as far as it tells; the kernel forgets that when somebody sets it. */
  isSynchronised(): Promise<boolean>;
}

/** A container whose uptime is its own began later than the kernel, whose start the id names. */
const OWN_UPTIME_MS = 60_000;
/** The system reads its uptime from a file, which every act asks for; so long it is counted on by the clock of this process. */
const COUNTED_ON_MS = 10;
const run = promisify(execFile);
let read = { uptimeMs: 0, at: Number.NEGATIVE_INFINITY };

/** The clock of the machine this process runs on. */
export const machineClock: MachineClock = {
  now: () => new Date(),
  uptimeMs() {
    const now = performance.now();
    if (now - read.at > COUNTED_ON_MS) read = { uptimeMs: uptime() * 1_000, at: now };
    return read.uptimeMs + now - read.at;
  },
  boot: bootId(),
  isSynchronised: async () => {
    const asked = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 2_000 }).catch(
      // No systemd here: then nobody says so.
      () => undefined,
    );
    return asked?.stdout.trim() === 'yes';
  },
};

function bootId(): string | undefined {
  if (uptime() * 1_000 < Number(process.hrtime.bigint() / 1_000_000n) - OWN_UPTIME_MS) return undefined;
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Not Linux: a start of the machine has no name here.
    return undefined;
  }
}
