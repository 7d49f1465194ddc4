import type { Takes } from '../../../server/registry/registers/series.ts';

/** How far the recipient of a document gets with it. */
export type Fate = 'arrived' | 'refused' | 'registered' | 'presented' | 'assigned' | 'in-progress' | 'done';

/** How an agency handles a document it has registered. Posts are those of `province.ts`; times are working days. */
export interface Course {
  readonly fate: Fate;
  /** To whom it is presented; the head of the agency unless told. */
  readonly leader?: string;
  /** Who handles it; the specialist unless told. */
  readonly handler?: string;
  readonly helpers?: readonly string[];
  /** The deadline of the directive. */
  readonly within?: number;
  /** Whether the handler says that the work has begun before it is done. */
  readonly begins?: true;
  /** After how long the work is done. */
  readonly takes?: number;
  /** Why it is refused. */
  readonly refusal?: string;
}

/** A recipient inside the province. */
export interface DemoRecipient extends Course {
  readonly key: string;
  /** Why paper goes beside the electronic document. */
  readonly paper?: string;
}

/** A file beside a letter. */
export interface DemoAnnex {
  readonly title: string;
  readonly lines: readonly string[];
}

/** One outgoing document. */
export interface DemoLetter {
  /** On which working day, counted back from the last one. */
  readonly ago: number;
  readonly from: string;
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  /** The head of the agency unless told. */
  readonly signer?: string;
  /** The specialist unless told. */
  readonly drafter?: string;
  readonly to: readonly DemoRecipient[];
  /** Recipients outside the province, reached on paper. */
  readonly outside?: readonly string[];
  /** Signed by hand: it goes on paper, and its recipients register its scan. */
  readonly inInk?: true;
  readonly priority?: number;
  /** Working days within which an answer is wanted. */
  readonly replyWithin?: number;
  /** Subject of the incoming document it answers. */
  readonly answers?: string;
  readonly annexes?: readonly DemoAnnex[];
  /** Where it stops: left for the people of the demo to go on with, or never issued. */
  readonly stopsAt?: 'draft' | 'submitted' | 'returned' | 'signed' | 'void-asked' | 'voided';
  /** Why it was returned or its number is to be voided. */
  readonly reason?: string;
}

/** A document that came on paper or by mail from outside the province. */
export interface DemoPaper extends Course {
  readonly ago: number;
  readonly at: string;
  readonly issuer: string;
  readonly code: readonly [number: string, notation: string];
  readonly type: string;
  /** Name of a type outside the 29. */
  readonly typeName?: string;
  readonly subject: string;
  readonly body: string;
  readonly signer: readonly [position: string, name: string];
  readonly place?: string;
  readonly priority?: number;
  readonly dueWithin?: number;
  /** Registered by mistake: its number is voided, or somebody asks to. */
  readonly mistake?: { readonly reason: string; readonly decided: boolean };
}

/** A book of its own, opened at the beginning of the demo. */
export interface DemoBook {
  readonly at: string;
  readonly title: string;
  readonly takes: Takes;
}

/** Recipients that an agency names together from the beginning of the demo on, by their keys. */
export interface DemoGroup {
  readonly at: string;
  readonly name: string;
  readonly of: readonly string[];
}
