import type { Corrected } from '../audit/differences.ts';

interface OfAccount {
  readonly subjectPersonId: string;
  readonly reason: string;
}

/** What was set right, asked for or agreed to, field by field. */
interface OfChanges {
  readonly changed: readonly Corrected[];
}

interface OfCorrection extends OfChanges {
  readonly reason: string;
}

interface OfPosition {
  readonly subjectPositionId: string;
  readonly subjectPersonId: string;
  readonly roles: readonly string[];
}

declare module '../audit/event.ts' {
  interface AuditEvents {
    'demo-seeded': Alone;
    'agency-created': { readonly subjectAgencyId: string; readonly code: string };
    'agency-corrected': OfCorrection & { readonly subjectAgencyId: string };
    'unit-created': { readonly unitId: string };
    'unit-corrected': OfCorrection & { readonly unitId: string };
    'person-created': { readonly subjectPersonId: string };
    'person-corrected': OfCorrection & { readonly subjectPersonId: string };
    'person-correction-asked': OfCorrection & { readonly subjectPersonId: string };
    'person-name-confirmed': OfChanges & { readonly subjectPersonId: string };
    'person-disabled': OfAccount;
    'person-enabled': OfAccount;
    'password-reset': OfAccount;
    'password-changed': Alone;
    'signature-image-set': Alone;
    'signed-in': Alone;
    'signed-out': Alone;
    'signed-out-everywhere': Alone;
    'sign-in-refused': { readonly usernameHash: string };
    'position-created': OfPosition;
    /** That it begins; or, where something is `changed`, how it is called from now on. */
    'position-confirmed': OfPosition & Partial<OfChanges>;
    'position-correction-asked': OfPosition & OfCorrection;
    'position-corrected': OfPosition & OfCorrection;
    'position-ended': OfPosition;
    'position-chosen': Alone;
    'seal-image-set': { readonly imageSha256: string };
  }
}
