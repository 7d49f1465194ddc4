import type { Contract } from '../contract.ts';

export const liveContract = {
  followEvents: {
    method: 'get',
    path: '/events',
    summary: 'Follow what happens in one’s agency: server-sent events with the kind of act and the id of the document',
    permission: 'signed-in',
    response: 'events',
  },
} as const satisfies Contract;
