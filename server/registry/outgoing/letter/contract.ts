import { z } from 'zod';
import { line, prose } from '../../../platform/api/schemas.ts';

/** The text of a document written in the app; rendered in the layout of NĐ 30/2020 Phụ lục I. */
export const letter = z.strictObject({
  /** *Kính gửi*: one line each; empty takes the recipients’ names. */
  addressees: z.array(line(200)).max(50).default([]),
  body: prose(60_000),
  /** *Nơi nhận* beside the recipients, without the *Lưu* line. */
  copies: z.array(line(200)).max(50).default([]),
});

export type Letter = z.output<typeof letter>;
