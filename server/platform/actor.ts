/** What a position may do: clerk *văn thư*, leader *lãnh đạo*, unit head *trưởng đơn vị*, specialist *chuyên viên*, administrator *quản trị*, inspector *thanh tra*. */
export const roles = ['clerk', 'leader', 'unit-head', 'specialist', 'administrator', 'inspector'] as const;
export type Role = (typeof roles)[number];

/** Who acts: a person in a position of an agency. Chosen at sign-in, switchable; roles belong to the position. */
export interface Actor {
  readonly personId: string;
  readonly positionId: string;
  readonly agencyId: string;
  readonly unitId?: string | undefined;
  readonly roles: readonly string[];
  /** Name and title as shown at the time of the act; kept in the audit event. */
  readonly name: string;
  readonly title?: string | undefined;
  readonly request?: RequestOrigin | undefined;
}

/** Where an act came from over HTTP; absent for workers and the command line. */
export interface RequestOrigin {
  readonly requestId: string;
  readonly idempotency?: IdempotencyClaim | undefined;
}

/** One promise of a client: this key stands for this body on this endpoint, however often it is sent. */
export interface IdempotencyClaim {
  readonly key: string;
  readonly endpoint: string;
  readonly bodyHash: string;
}

/** Another deployment that asks something of this one, known by the key that signed its request. */
export interface Partner {
  readonly deploymentId: string;
}

/** The system itself acting for an agency: workers, migrations, the command line. */
export function systemActor(agencyId: string): Actor {
  return { personId: 'system', positionId: 'system', agencyId, roles: ['system'], name: 'Hệ thống' };
}
