import { defineStore } from '../../platform/database/store.ts';
import type { FileText } from './file-text.ts';

export const fileTexts = defineStore<FileText>(
  'fileTexts',
  { file: String, pages: Number, scans: Number, text: String, reason: String, readAt: Date },
  [{ keys: { file: 1 }, options: { unique: true } }],
  { evidence: false },
);
