import { defineStore } from '../../platform/database/store.ts';
import type { ScannedPage } from './scanned-page.ts';

export const scannedPages = defineStore<ScannedPage>(
  'scannedPages',
  {
    file: String,
    page: Number,
    pages: Number,
    state: String,
    engine: String,
    turn: Number,
    width: Number,
    height: Number,
    words: String,
    reason: String,
    readAt: Date,
  },
  [{ keys: { file: 1, page: 1 }, options: { unique: true } }],
  { evidence: false },
);
