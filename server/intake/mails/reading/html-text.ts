const unseen = /<(script|style|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const lineEnds = /<(?:br|hr)\b[^>]*>|<\/(?:p|div|tr|li|h[1-6]|table|blockquote)\s*>/gi;
const tags = /<[^<>]*>/g;
const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of a mail that has none but as HTML, line by line; nothing of it is ever shown as HTML. */
export function textOfHtml(html: string): string {
  return html
    .replace(unseen, '')
    .replace(/\s+/g, ' ')
    .replace(lineEnds, '\n')
    .replace(tags, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return names[String(name).toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return point > 0x10ffff ? whole : String.fromCodePoint(point);
    })
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
