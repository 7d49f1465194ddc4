import { Schema } from 'mongoose';
import { defineStore } from '../../platform/database/store.ts';
import type { DirectoryEntry, DirectoryVersion } from './directory-entry.ts';
import type { DirectoryPin } from './versions/directory-pin.ts';

const { Mixed } = Schema.Types;

export const directoryPins = defineStore<DirectoryPin>(
  'directoryPins',
  { publicKey: String, sha256: String, at: Date },
  [],
  { sealed: true },
);

export const directoryVersions = defineStore<DirectoryVersion>(
  'directoryVersions',
  {
    serial: Number,
    name: String,
    sha256: String,
    signature: String,
    issuedAt: Date,
    validUntil: Date,
    importedAt: Date,
    importedBy: String,
    newest: Boolean,
  },
  [{ keys: { newest: 1 }, options: { unique: true, partialFilterExpression: { newest: true } } }],
  { sealed: true, title: ({ serial }) => ({ words: `danh bạ liên thông số ${serial}` }) },
);

export const directoryEntries = defineStore<DirectoryEntry>(
  'directoryEntries',
  {
    name: String,
    aliases: [Mixed],
    formerNames: [Mixed],
    successor: Mixed,
    log: Mixed,
    limits: Mixed,
    deployment: String,
    address: String,
    deploymentKeys: [Mixed],
    certificates: [Mixed],
    listed: Boolean,
    waiting: Mixed,
    endorsedAt: Date,
  },
  [
    { keys: { 'aliases.code': 1 } },
    { keys: { deployment: 1 } },
    { keys: { 'successor.code': 1 }, options: { sparse: true } },
    { keys: { 'waiting.serial': 1 }, options: { sparse: true } },
  ],
  { sealed: true },
);
