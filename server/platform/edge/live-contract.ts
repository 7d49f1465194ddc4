import type { Contract } from '../api/contract.ts';

export const liveContract = {
  followEvents: {
    method: 'get',
    path: '/events',
    summary:
      'Follow what happens in one’s agency, of documents one may see: server-sent events with kind of act and id',
    permission: 'signed-in',
    response: 'events',
  },
} as const satisfies Contract<never>;
