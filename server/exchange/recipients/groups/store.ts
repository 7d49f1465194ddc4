import { Schema } from 'mongoose';
import { defineStore, ofTexts } from '../../../platform/database/store.ts';
import type { RecipientGroup } from './group.ts';

export const recipientGroups = defineStore<RecipientGroup>(
  'recipientGroups',
  { agencyId: String, name: String, key: String, members: [Schema.Types.Mixed], ended: Boolean, updatedAt: Date },
  [
    {
      keys: { agencyId: 1, key: 1 },
      options: { unique: true, ...ofTexts('key') },
    },
  ],
  { evidence: false },
);
