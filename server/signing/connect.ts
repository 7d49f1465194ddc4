import { join } from 'node:path';
import type { Place } from '../platform/capability.ts';
import { lookBeforeNumbering } from '../registry/outgoing/numbering/ready-to-number.ts';
import { agencyKeysFolder, agencyKeysInFiles } from './keys/agency-keys.ts';
import { useAgencyKeys } from './keys/agency-keys-in-use.ts';
import { useDemoKeys } from './keys/demo-key.ts';
import { readyToSeal } from './signatures/ready-to-seal.ts';

/** Connects signing with the keys of agencies; those of a demo are none in production. */
export function connectSigning({ keysFolder, production }: Place): void {
  useAgencyKeys(agencyKeysInFiles({ folder: agencyKeysFolder(keysFolder), production }));
  if (!production) useDemoKeys(join(keysFolder, 'demo'));
  lookBeforeNumbering(readyToSeal);
}
