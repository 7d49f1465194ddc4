import { joinCode } from '../../registry/documents/notation.ts';
import type { DocumentMessage } from '../messages/message.ts';
import type { Party } from '../messages/message-rules.ts';
import type { AxisSettings } from './axis-settings.ts';
import { axisDay, axisMoment } from './axis-times.ts';
import type { MessageHeader, Organ, TraceHeaderList } from './edxml-form.ts';
import { traceAttributes } from './write-edxml.ts';

type Carried = DocumentMessage['document'];

/**
 * What a packet is sent for — *loại nghiệp vụ* (`BussinessDocType`): a new document, that one is taken back or corrected, or one that stands in the
 * place of another.
 */
export const businessTypes = { new: 0, revoke: 1, update: 2, replace: 3 } as const;

/** A document as a packet names one that it is about. */
export type Named = Pick<Carried, 'codeNumber' | 'codeNotation' | 'issuedOn' | 'documentId'>;

/** Who sends what to whom, under the codes by which the axis knows them. */
interface Dispatch {
  readonly document: Carried;
  readonly from: Party;
  readonly to: Party & { readonly unit?: string };
  readonly at: Date;
  readonly types: AxisSettings['types'];
  /** What it answers, and who had sent that. */
  readonly answers?: readonly { readonly organId: string; readonly document: Named }[];
  /** What is said of it after it was sent, when it was, and why. */
  readonly later?: { readonly business: 'revoke' | 'update'; readonly reason: string } | undefined;
  /** In whose place it stands at its recipient, as that was sent there, and why. */
  readonly replaces?: { readonly documentId: string; readonly reason: string } | undefined;
}

/** What a packet of the axis says of a document: as much of a message between deployments as edXML has a place for. */
export function packetOfDocument(dispatch: Dispatch): {
  readonly header: MessageHeader;
  readonly trace: TraceHeaderList;
} {
  return { header: headerOf(dispatch), trace: traceOf(dispatch) };
}

function headerOf({ document, from, to, types, answers = [] }: Dispatch): MessageHeader {
  const { codeNumber, codeNotation, issuedOn, typeCode, typeName, subject, description } = document;
  const { signer, replyBy, priority, pageAmount, documentId } = document;
  return {
    ...{ from: organ(from), to: [organ(to)], code: { codeNumber, codeNotation } },
    promulgationInfo: { place: null, promulgationDate: axisDay(issuedOn) },
    documentType: { ...numbersOf(typeCode, types), typeName },
    ...{ subject, content: description, dueDate: replyBy === null ? null : axisDay(replyBy) },
    toPlaces: to.unit === undefined ? null : { place: [to.unit] },
    signerInfo: { competence: null, ...signer },
    otherInfo: {
      ...{ priority, pageAmount, sphereOfPromulgation: null, typerNotation: null },
      ...{ promulgationAmount: null, direction: null, appendixes: null },
    },
    responseFor: answers.map(({ organId, document: asked }) => ({ organId, ...referenceTo(asked) })),
    ...{ steeringType: 0, documentId },
  };
}

function traceOf(dispatch: Dispatch): TraceHeaderList {
  const { document, from, at } = dispatch;
  return {
    ...traceAttributes,
    traceHeader: [{ organId: from.code, timestamp: axisMoment(at) }],
    bussiness: {
      ...businessOf(dispatch),
      ...{ staffInfo: null, paper: document.paperFollows ? 1 : 0 },
    },
  };
}

type Business = Pick<
  NonNullable<TraceHeaderList['bussiness']>,
  'bussinessDocType' | 'bussinessDocReason' | 'bussinessDocumentInfo' | 'documentId' | 'replacementInfoList'
>;

/** What it is sent for, why, and which document that is about. */
function businessOf({ document: { documentId }, to, later, replaces }: Dispatch): Business {
  const nothing = {
    ...{ bussinessDocReason: null, bussinessDocumentInfo: null },
    ...{ documentId: null, replacementInfoList: null },
  };
  if (later) {
    return {
      ...{ ...nothing, bussinessDocType: businessTypes[later.business], bussinessDocReason: later.reason, documentId },
      ...(later.business === 'update' ? { bussinessDocumentInfo: fieldsCorrected } : {}),
    };
  }
  if (!replaces) return { ...nothing, bussinessDocType: businessTypes.new };
  const replacementInfo = [{ documentId: replaces.documentId, organIdList: { organId: [to.code] } }];
  return {
    ...{ ...nothing, bussinessDocType: businessTypes.replace, bussinessDocReason: replaces.reason },
    replacementInfoList: { replacementInfo },
  };
}

/** That the fields of the document are corrected, and its recipients stay. */
const fieldsCorrected = { documentInfo: 1, documentReceiver: 0, receiverList: null };

/** A document as others are referred to it. */
export function referenceTo(
  document: Named,
): Pick<MessageHeader['responseFor'][number], 'code' | 'promulgationDate' | 'documentId'> {
  const { issuedOn, documentId } = document;
  return { code: joinCode(document), promulgationDate: axisDay(issuedOn), documentId };
}

/** An agency of which no more is said than who it is. */
export function organ({ code, name }: Party): Organ {
  return {
    ...{ organId: code, organName: name, organizationInCharge: null, organAdd: null },
    ...{ email: null, telephone: null, fax: null, website: null },
  };
}

function numbersOf(code: string, types: AxisSettings['types']): { type: number | null; typeDetail: number | null } {
  return types[code] ?? { type: null, typeDetail: null };
}
