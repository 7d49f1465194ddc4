/* Every collection of the house, declared by being imported: for what goes over all of them without running the application. */
import './audit/store.ts';
import './exchange/store.ts';
import './identity/store.ts';
import './platform/clock-guard/clock-notes.ts';
import './platform/deployment/processes.ts';
import './platform/files/file-keeper.ts';
import './platform/ledger/idempotency.ts';
import './platform/ledger/jobs.ts';
import './platform/api/rate-limits.ts';
import './platform/uploads/upload-store.ts';
import './registry/store.ts';
import './routing/store.ts';
import './signing/certificates/store.ts';
import './signing/revocation/store.ts';
import './signing/signatures/store.ts';
