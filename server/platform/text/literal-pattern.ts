/** The source of a regular expression that matches exactly this text: whatever was typed or read is compared, never run. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
