import { defineStore } from '../../platform/database/store.ts';
import { embedded } from '../../registry/embedded.ts';
import { LEFT_KEPT_SECONDS, type TrayItem } from './tray-item.ts';

export const trayItems = defineStore<TrayItem>(
  'trayItems',
  {
    agencyId: String,
    name: String,
    sha256: String,
    mediaType: String,
    size: Number,
    cameAt: Date,
    by: String,
    trouble: String,
    takenBy: embedded({ personId: String, name: String, at: Date }),
    leftAt: Date,
    isUsed: Boolean,
  },
  [
    { keys: { agencyId: 1, leftAt: 1, cameAt: 1 } },
    { keys: { leftAt: 1 }, options: { expireAfterSeconds: LEFT_KEPT_SECONDS } },
  ],
  { evidence: false, keepsFiles: true, title: ({ name }) => ({ words: `tệp ${name} trong khay` }) },
);
