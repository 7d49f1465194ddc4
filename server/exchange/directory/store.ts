import { defineStore } from '../../platform/database/store.ts';
import type { DirectoryPin } from './directory-pin.ts';

export const directoryPins = defineStore<DirectoryPin>(
  'directoryPins',
  { publicKey: String, sha256: String, at: Date },
  [],
  { sealed: true },
);
