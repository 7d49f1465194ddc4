/**
 * What a signature shows (NĐ 30 Phụ lục I): a person's blue image, the agency's red seal, calm text for a person without an image, or the
 * black mark of an attachment or a copy, whose size is prescribed.
 */
export type Appearance =
  | { readonly kind: 'signature-image'; readonly png: Uint8Array }
  | { readonly kind: 'seal-image'; readonly png: Uint8Array }
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'mark'; readonly lines: readonly string[]; readonly fontSize: number };

/** The text appearance of a person who has no image: who and when, in the words real signatures use. */
export function signerText(signer: string, signingTime: Date): Appearance {
  return { kind: 'text', lines: [`Người ký: ${signer}`, `Thời gian ký: ${vietnameseMoment(signingTime)}`] };
}

/** Date, time and zone as NĐ 30/2020 Phụ lục I wants them beside a signature: `05.11.2026 09:15:00 +07:00`. */
export function vietnameseMoment(moment: Date): string {
  const [date = '', time = ''] = new Date(moment.getTime() + 7 * 3600_000).toISOString().split('T');
  return `${date.split('-').reverse().join('.')} ${time.slice(0, 8)} +07:00`;
}
