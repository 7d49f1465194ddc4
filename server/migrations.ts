import type { Migration } from './platform/start/migrations.ts';

/** Steps of the stored data from release to release (DESIGN D16). */
export const migrations: readonly Migration[] = [];
