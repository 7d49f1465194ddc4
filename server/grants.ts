import { grants as ofAudit } from './audit/permissions.ts';
import { grants as ofExchange } from './exchange/permissions.ts';
import { grants as ofIdentity } from './identity/permissions.ts';
import { grants as ofRegistry } from './registry/permissions.ts';
import { grants as ofRouting } from './routing/permissions.ts';
import { grants as ofSigning } from './signing/permissions.ts';
import { grants as ofStatistics } from './statistics/permissions.ts';

/** What every capability grants to which roles. */
export const allGrants = [ofAudit, ofIdentity, ofRegistry, ofRouting, ofSigning, ofExchange, ofStatistics];
