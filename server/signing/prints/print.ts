import type { Row } from '../../platform/database/store.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { codeOfOutgoing, numberingOf, type OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import type { PrintForm, PublicState, PublicView } from './public-state.ts';

/** A print of a document — *bản in từ hệ thống*: who took it, when, in how many copies. */
export interface Print extends Row {
  readonly agencyId: string;
  readonly kind: 'incoming' | 'outgoing';
  readonly documentId: string;
  readonly form: PrintForm;
  readonly copies: number;
  readonly at: Date;
  readonly by: { readonly positionId: string; readonly name: string };
  /** 128 random bits on a marked copy, by which whoever holds it asks how the document stands; null before that has a number. */
  readonly code: string | null;
}

/** What is told of an incoming document: `voided` where its number here was. */
export function publicIncoming({ code, issuedOn, issuer, state, recalled }: IncomingDocument): PublicView {
  const over = recalled?.way === 'replaced' ? 'replaced' : 'recalled';
  const stands = state === 'recalled' ? over : state === 'voided' ? 'voided' : 'in-force';
  return { code, issuedOn, agency: issuer.name, state: stands };
}

/** What is told of an outgoing document of this agency; undefined before it has a number. */
export function publicOutgoing(document: OutgoingDocument, agency: string): PublicView | undefined {
  const numbering = numberingOf(document);
  if (numbering === undefined) return undefined;
  return { code: codeOfOutgoing(document), issuedOn: numbering.issuedOn, agency, state: standing(document.state) };
}

function standing(state: OutgoingDocument['state']): PublicState {
  switch (state.status) {
    case 'issued':
      return 'in-force';
    case 'recalled':
      return state.replacedBy === undefined ? 'recalled' : 'replaced';
    case 'voided':
      return 'voided';
    default:
      return 'not-issued';
  }
}
