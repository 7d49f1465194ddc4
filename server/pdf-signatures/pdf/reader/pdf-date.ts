/** A PDF date (ISO 32000-2 §7.9.4) as a moment; without a zone it is Vietnam's. Undefined when it is none. */
export function parsePdfDate(text: string): Date | undefined {
  const match = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:Z|([+-])(\d{2})'?(?:(\d{2})'?)?)?/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const zoneMinutes = Number(match[8] ?? 7) * 60 + Number(match[9] ?? 0);
  const offset = text.includes('Z') ? 0 : (match[7] === '-' ? -1 : 1) * zoneMinutes;
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
