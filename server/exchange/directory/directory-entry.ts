import type { Row } from '../../platform/database/store.ts';
import type { ListedAgency } from './versions/directory-list.ts';
import type { Way } from './way-to-agency.ts';

/** An agency of the directory as it counts here; its id is its code. Never a row of `agencies`: those are hosted here. */
export interface DirectoryEntry
  extends Row,
    Way,
    Pick<ListedAgency, 'name' | 'aliases' | 'formerNames' | 'log' | 'limits'> {
  /** Whether the newest list names it. One that is gone stays known: when it comes back its keys are compared with these. */
  readonly listed: boolean;
  /** The way that the newest list gives, and that counts once a second person here confirms it. */
  readonly waiting?: WaitingWay | undefined;
  /** When its former key said what stands now; an older word of it counts no more. */
  readonly endorsedAt?: Date | undefined;
}

/** Where an agency’s system is: in this deployment, in another, or nowhere – what goes to it goes on paper. */
export const hostings = ['here', 'elsewhere', 'none'] as const;

/** Where the system of an agency is, seen from the deployment with this id. */
export function hostingOf({ deployment }: Pick<Way, 'deployment'>, own: string): (typeof hostings)[number] {
  if (deployment === null) return 'none';
  return deployment === own ? 'here' : 'elsewhere';
}

/** A changed way, with the list that brought it and who took that in. */
export interface WaitingWay extends Way {
  readonly serial: number;
  readonly since: Date;
  readonly by: { readonly personId: string; readonly name: string };
}

/** What a list would write of an entry. */
export type EntryFields = Omit<DirectoryEntry, 'id' | 'version'>;

/** A version of the list that was taken in — *danh bạ liên thông*; its id is its number. Its bytes are a stored file, and stay. */
export interface DirectoryVersion extends Row {
  readonly serial: number;
  readonly name: string;
  /** SHA-256 of its bytes, and the signature over them in base64. */
  readonly sha256: string;
  readonly signature: string;
  readonly issuedAt: Date;
  readonly validUntil: Date;
  readonly importedAt: Date;
  readonly importedBy: string;
  /** Whether it is the one that counts; there is one. */
  readonly newest: boolean;
}
