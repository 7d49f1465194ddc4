import { z } from 'zod';
import { agencyCode } from '../../../identity/contract.ts';
import { id, instant, line } from '../../../platform/api/schemas.ts';
import { recipientKinds } from './recipient.ts';

/** A recipient of an outgoing document: an agency hosted here, one of the directory by its code, an organisation or a person reached on paper, or a unit of one’s own. */
export const namedRecipient = z.strictObject({
  /** What it is; where nothing is said, an agency if it names one, and else an organisation outside the directory. */
  kind: z.enum(recipientKinds).nullable().default(null),
  agencyId: id.nullable().default(null),
  /** Of an agency that is not hosted here; its system elsewhere gets the document, or it goes on paper where there is none. Or an organisation’s, which begins with Z (QĐ 20/2020/QĐ-TTg). */
  code: agencyCode.nullable().default(null),
  name: line(200),
  /** The unit of that agency whom it is for; its clerk reads it. */
  unit: line(200).nullable().default(null),
  /** A unit of the agency itself, whose people read the document once it is issued. */
  unitId: id.nullable().default(null),
  /** Where post finds an organisation or a person. */
  address: line(500).nullable().default(null),
});

export const recipient = namedRecipient
  .extend({
    /** Paper copies that go in parallel; each needs a reason, because paper beside electronic is what the share of electronic exchange counts (`statistics/share.ts`). */
    paperCopies: z.number().int().min(0).max(500).default(0),
    paperReason: line(500).nullable().default(null),
  })
  .refine(({ agencyId, code }) => agencyId === null || code === null, { error: 'invalid-value', path: ['code'] });

/** Recipients as a draft or an act names them: one document has five hundred at most. */
export const recipients = z.array(recipient).min(1).max(500);

/** A recipient as it is shown. */
export const recipientView = z.object({
  kind: z.enum(recipientKinds),
  agencyId: z.string().nullable(),
  code: z.string().nullable(),
  name: z.string(),
  unit: z.string().nullable(),
  unitId: z.string().nullable(),
  address: z.string().nullable(),
  paperCopies: z.number().int(),
  paperReason: z.string().nullable(),
  /** Who had it sent to them after the issue; null for those it was issued to. */
  added: z.object({ at: instant, by: z.string(), reason: z.string().nullable() }).nullable(),
});

export type Recipient = z.output<typeof recipient>;
