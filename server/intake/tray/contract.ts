import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { id, idParam, instant } from '../../platform/api/schemas.ts';
import { uploadView } from '../../platform/uploads/contract.ts';
import type { grants } from '../../registry/permissions.ts';

const trayItemView = z.object({
  itemId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  cameAt: instant,
  /** Who sent it; null where it was laid into the watched folder. */
  by: z.string().nullable(),
  /** Why nothing can be made of it, as a problem is named. */
  trouble: z.string().nullable(),
  /** Who has it at hand to register it, within the last day. */
  takenBy: z.object({ name: z.string(), at: instant, isMe: z.boolean() }).nullable(),
});

const ofItem = z.object({ itemId: idParam });

/** The tray of an agency: what was sent or scanned, until a clerk has decided what becomes of it. */
export const trayContract = {
  listTray: {
    method: 'get',
    path: '/tray',
    summary: 'The files that wait in the tray of one’s agency, those first that came first; at most 200 at once',
    permission: 'registry.register',
    response: z.object({ items: z.array(trayItemView), total: z.number().int() }),
  },
  putInTray: {
    method: 'post',
    path: '/tray',
    summary: 'Lay an uploaded file into the tray of one’s agency, where it waits for more than a day; twice is once',
    permission: 'registry.register',
    body: z.strictObject({
      uploadId: id,
      /** Whoever sends it is about to register it. */
      taken: z.boolean().default(false),
    }),
    status: 201,
    response: trayItemView,
  },
  takeFromTray: {
    method: 'post',
    path: '/tray/:itemId/taken',
    summary: 'Take a file of the tray to hand, as an upload; it leaves the tray with the act that uses it',
    permission: 'registry.register',
    params: ofItem,
    status: 201,
    response: uploadView,
  },
  putAway: {
    method: 'post',
    path: '/tray/:itemId/away',
    summary: 'Put a file of the tray away, which is not to be registered; for a week it can be put back',
    permission: 'registry.register',
    params: ofItem,
    response: trayItemView,
  },
  putBack: {
    method: 'post',
    path: '/tray/:itemId/back',
    summary: 'Lay back into the tray what was put away, or what nobody registers now',
    permission: 'registry.register',
    params: ofItem,
    response: trayItemView,
  },
} as const satisfies Contract<keyof typeof grants>;

export type TrayItemView = z.output<typeof trayItemView>;
