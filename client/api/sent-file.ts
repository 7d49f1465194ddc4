/** How long the server keeps a sent file that no act has named yet. */
const KEPT_MS = 24 * 3_600_000;

/** Whether a file that was sent then can still be named by an act. */
export function isStillSent(sentAt: string, now: number = Date.now()): boolean {
  return now - Date.parse(sentAt) < KEPT_MS;
}
