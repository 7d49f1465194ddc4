import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { instant, limit, pageOf } from '../../platform/api/schemas.ts';
import type { grants } from '../permissions.ts';
import { hostings } from './directory-entry.ts';

/** The file that goes round is the list in base64: a third longer than its bytes. */
export const MOST_FILE_BYTES = 24 * 1024 * 1024;
/** Of how many agencies a preview says what becomes of each. */
export const MOST_CHANGES_SHOWN = 500;

/** Where an agency’s system is. */
export const hosting = z.enum(hostings);

const keyView = z.object({
  purpose: z.enum(['signing', 'encryption', 'deployment']),
  /** Whose it is, as its certificate says; null for a bare key. */
  subject: z.string().nullable(),
  sha256: z.string(),
  from: instant,
  until: instant.nullable(),
  revokedAt: instant.nullable(),
  state: z.enum(['in-force', 'not-yet', 'ended', 'revoked']),
});

const wayView = z.object({
  deployment: z.string().nullable(),
  address: z.string().nullable(),
  successor: z.object({ code: z.string(), from: z.string() }).nullable(),
  keys: z.array(keyView),
});

const wayPart = z.enum(['deployment', 'address', 'deploymentKeys', 'certificates', 'successor']);
const changePart = z.enum(['name', 'aliases', 'formerNames', 'log', 'limits', ...wayPart.options]);

const entryView = wayView.extend({
  code: z.string(),
  name: z.string(),
  hosting,
  aliases: z.array(z.object({ code: z.string(), until: z.string().nullable() })),
  formerNames: z.array(z.object({ name: z.string(), until: z.string() })),
  /** What the newest list says otherwise, and counts once a second person agrees. */
  waiting: wayView
    .extend({
      serial: z.number().int(),
      since: instant,
      by: z.string(),
      parts: z.array(wayPart),
      /** Whether whoever asks may agree: not the one who took the list in. */
      mayConfirm: z.boolean(),
    })
    .nullable(),
});

const counts = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  gone: z.number().int(),
  waiting: z.number().int(),
});

const listView = z.object({
  serial: z.number().int(),
  name: z.string(),
  sha256: z.string(),
  issuedAt: instant,
  validUntil: instant,
  importedAt: instant,
  importedBy: z.string(),
});

const directoryView = z.object({
  /** The key of the authority, once an operator has pinned it. */
  pin: z.object({ sha256: z.string(), at: instant }).nullable(),
  /** This deployment, as directories name it. */
  own: z.object({ id: z.string(), sha256: z.string() }),
  list: listView.nullable(),
  agencies: z.object({
    all: z.number().int(),
    here: z.number().int(),
    elsewhere: z.number().int(),
    none: z.number().int(),
    waiting: z.number().int(),
  }),
});

const previewView = counts.extend({
  serial: z.number().int(),
  name: z.string(),
  issuedAt: instant,
  validUntil: instant,
  /** Whether it is the list that counts already. */
  isHeld: z.boolean(),
  /** What becomes of each agency, of the first 500. */
  changes: z.array(
    z.object({
      kind: z.enum(['added', 'changed', 'gone']),
      code: z.string(),
      name: z.string(),
      parts: z.array(changePart),
      waits: z.boolean(),
    }),
  ),
});

const signedList = { maxBytes: MOST_FILE_BYTES, mediaTypes: ['application/json'] };

export const directoryContract = {
  getDirectory: {
    method: 'get',
    path: '/directory',
    summary: 'How the directory of all agencies stands here: its newest list, the pinned key, this deployment in it',
    permission: 'exchange.directory',
    response: directoryView,
  },
  listDirectory: {
    method: 'get',
    path: '/directory/agencies',
    summary: 'The agencies of the directory by name, with their keys and the way to them',
    permission: 'exchange.directory',
    query: z.object({
      q: z.string().max(200).optional(),
      part: z.enum([...hostings, 'waiting']).optional(),
      cursor: z.string().max(300).optional(),
      limit,
    }),
    response: pageOf(entryView),
  },
  checkDirectory: {
    method: 'post',
    path: '/directory/check',
    summary: 'What a signed list would change here; nothing is kept of it',
    permission: 'exchange.directory',
    upload: signedList,
    response: previewView,
  },
  importDirectory: {
    method: 'post',
    path: '/directory/lists',
    summary: 'Take a signed list in; keys and ways it changes without the agency’s word wait for a second person',
    permission: 'exchange.directory',
    legalEffect: true,
    upload: signedList,
    status: 201,
    response: listView.extend(counts.shape),
  },
  confirmEntries: {
    method: 'post',
    path: '/directory/confirmations',
    summary: 'Agree, as the second person, to the keys and ways of agencies that a list changed',
    permission: 'exchange.directory',
    legalEffect: true,
    body: z.strictObject({
      serial: z.number().int().min(1),
      codes: z.array(z.string().max(40)).min(1).max(500),
    }),
    response: z.object({ codes: z.array(z.string()) }),
  },
} as const satisfies Contract<keyof typeof grants>;

export type DirectoryView = z.output<typeof directoryView>;
export type EntryView = z.output<typeof entryView>;
export type PreviewView = z.output<typeof previewView>;
export type WayPart = z.output<typeof wayPart>;
