import { z } from 'zod';
import type { Contract } from '../../../platform/api/contract.ts';
import { idParam, instant, line } from '../../../platform/api/schemas.ts';
import { namedRecipient, recipient } from '../../../registry/outgoing/recipients/contract.ts';
import { recipientKinds } from '../../../registry/outgoing/recipients/recipient.ts';
import type { grants } from '../../permissions.ts';

/** A group has at most as many members as a document has recipients. */
const MOST_MEMBERS = 500;

const MOST_TABLE_BYTES = 1_000_000;

const groupSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  count: z.number().int(),
  updatedAt: instant,
});

/** How a member stands today: as it was named; merged into another agency, which gets what is sent to it; or in no directory any more. */
export const standings = ['current', 'merged', 'gone'] as const;

const memberView = z.object({
  kind: z.enum(recipientKinds),
  agencyId: z.string().nullable(),
  code: z.string().nullable(),
  name: z.string(),
  unit: z.string().nullable(),
  unitId: z.string().nullable(),
  address: z.string().nullable(),
  standing: z.enum(standings),
  /** The agency into which it was merged. */
  successor: z.object({ agencyId: z.string().nullable(), code: z.string(), name: z.string() }).nullable(),
});

const groupView = groupSummary.extend({ recipients: z.array(memberView) });

/** What a row of a table names: an agency or unit that is known; somebody outside the directory; nobody, one of several, the same as an earlier row, or nothing that can be read. */
export const rowStates = ['known', 'outside', 'unknown', 'ambiguous', 'double', 'unfit'] as const;

/** A recipient as a draft takes it, made of what a row says. */
export { recipient as tableRecipient };

const tableRow = z.object({
  line: z.number().int(),
  /** Name or code, as it stands in the table. */
  written: z.string(),
  state: z.enum(rowStates),
  /** Whom it means, where that is known. */
  recipient: recipient.nullable(),
  /** Those of the directory who bear its name. */
  candidates: z.array(z.object({ code: z.string(), name: z.string() })),
});

const fields = z.strictObject({ name: line(100), recipients: z.array(namedRecipient).min(1).max(MOST_MEMBERS) });
const ofGroup = z.object({ groupId: idParam });
const seen = { version: z.number().int().min(1) };

/** Groups of recipients of an agency: its clerk keeps them, whoever drafts takes from them. */
export const groupsContract = {
  listGroups: {
    method: 'get',
    path: '/recipient-groups',
    summary: 'The groups of recipients of one’s agency, by name',
    permission: 'exchange.track',
    response: z.array(groupSummary),
  },
  getGroup: {
    method: 'get',
    path: '/recipient-groups/:groupId',
    summary: 'Who is in a group, and who of them has been merged or is in no directory any more',
    permission: 'exchange.track',
    params: ofGroup,
    response: groupView,
  },
  createGroup: {
    method: 'post',
    path: '/recipient-groups',
    summary: 'Name recipients together',
    permission: 'exchange.groups',
    legalEffect: true,
    body: fields,
    status: 201,
    response: groupSummary,
  },
  changeGroup: {
    method: 'post',
    path: '/recipient-groups/:groupId/changes',
    summary: 'Call a group anew, or say anew who is in it; drafts stay as they are',
    permission: 'exchange.groups',
    legalEffect: true,
    params: ofGroup,
    body: fields.extend(seen),
    response: groupSummary,
  },
  endGroup: {
    method: 'post',
    path: '/recipient-groups/:groupId/end',
    summary: 'End a group: nobody chooses it any more',
    permission: 'exchange.groups',
    legalEffect: true,
    params: ofGroup,
    body: z.strictObject(seen),
    response: groupSummary,
  },
  readTable: {
    method: 'post',
    path: '/recipient-tables',
    summary: 'Read a table of recipients (CSV): whom each row names; nothing is kept of it',
    permission: 'exchange.track',
    upload: { maxBytes: MOST_TABLE_BYTES, mediaTypes: ['text/csv'] },
    response: z.object({ rows: z.array(tableRow) }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type GroupSummary = z.output<typeof groupSummary>;
export type GroupView = z.output<typeof groupView>;
export type MemberView = z.output<typeof memberView>;
export type TableRow = z.output<typeof tableRow>;
