import { attribute, bool, group, int, list, text, texts, type ValueOf } from './xml-parts.ts';

/*
 * edXML, the form of packets on the national document axis (QCVN 102:2016/BTTTT), as a table for reading and writing. Everything may be
 * missing here: what a packet must have is asked where it is used.
 */

export const EDXML = 'http://www.mic.gov.vn/TBT/QCVN_102_2016';

const organ = {
  organId: text('OrganId'),
  organizationInCharge: text('OrganizationInCharge'),
  organName: text('OrganName'),
  organAdd: text('OrganAdd'),
  email: text('Email'),
  telephone: text('Telephone'),
  fax: text('Fax'),
  website: text('Website'),
};

const responseFor = {
  organId: text('OrganId'),
  code: text('Code'),
  promulgationDate: text('PromulgationDate'),
  documentId: text('DocumentId'),
};

const staffInfo = {
  department: text('Department'),
  staff: text('Staff'),
  mobile: text('Mobile'),
  email: text('Email'),
};

export const messageHeader = {
  from: group('From', organ),
  to: list('To', organ),
  code: group('Code', { codeNumber: text('CodeNumber'), codeNotation: text('CodeNotation') }),
  promulgationInfo: group('PromulgationInfo', { place: text('Place'), promulgationDate: text('PromulgationDate') }),
  documentType: group('DocumentType', { type: int('Type'), typeDetail: int('TypeDetail'), typeName: text('TypeName') }),
  subject: text('Subject'),
  content: text('Content'),
  signerInfo: group('SignerInfo', {
    competence: text('Competence'),
    position: text('Position'),
    fullName: text('FullName'),
  }),
  dueDate: text('DueDate'),
  toPlaces: group('ToPlaces', { place: texts('Place') }),
  otherInfo: group('OtherInfo', {
    priority: int('Priority'),
    sphereOfPromulgation: text('SphereOfPromulgation'),
    typerNotation: text('TyperNotation'),
    promulgationAmount: int('PromulgationAmount'),
    pageAmount: int('PageAmount'),
    direction: bool('Direction'),
    appendixes: group('Appendixes', { appendix: texts('Appendix') }),
  }),
  responseFor: list('ResponseFor', responseFor),
  steeringType: int('SteeringType'),
  documentId: text('DocumentId'),
};

/** `Bussiness` is how the standard spells it. */
export const traceHeaderList = {
  id: attribute('id'),
  version: attribute('version'),
  mustUnderstand: attribute('mustUnderstand'),
  actor: attribute('actor'),
  traceHeader: list('TraceHeader', { organId: text('OrganId'), timestamp: text('Timestamp') }),
  bussiness: group(['Bussiness', 'Business'], {
    bussinessDocType: int('BussinessDocType'),
    bussinessDocReason: text('BussinessDocReason'),
    bussinessDocumentInfo: group('BussinessDocumentInfo', {
      documentInfo: int('DocumentInfo'),
      documentReceiver: int('DocumentReceiver'),
      receiverList: group('ReceiverList', {
        receiver: list('Receiver', { receiverType: int('ReceiverType'), organId: text('OrganId') }),
      }),
    }),
    documentId: text('DocumentId'),
    staffInfo: group('StaffInfo', staffInfo),
    paper: int('Paper'),
    replacementInfoList: group('ReplacementInfoList', {
      replacementInfo: list('ReplacementInfo', {
        documentId: text('DocumentId'),
        organIdList: group('OrganIdList', { organId: texts('OrganId') }),
      }),
    }),
  }),
};

/** What becomes of a document at its recipient, told instead of a document (codes 01 to 16). */
export const messageStatus = {
  responseFor: group('ResponseFor', responseFor),
  from: group('From', organ),
  statusCode: text('StatusCode'),
  description: text('Description'),
  timestamp: text('Timestamp'),
  staffInfo: group('StaffInfo', staffInfo),
};

/** A file as the body names it; its `contentId` begins with `cid:`. */
export const reference = {
  href: attribute('xlink:href'),
  type: attribute('xlink:type'),
  role: attribute('xlink:role'),
  description: text('Description'),
  attachmentName: text('AttachmentName'),
  contentType: text('ContentType'),
  contentId: text('ContentId'),
};

/** A file as it lies beside the envelope; its `contentId` does not. */
export const attachment = {
  contentType: text('ContentType'),
  contentId: text('ContentId'),
  description: text('Description'),
  contentTransferEncoded: text('ContentTransferEncoded'),
  attachmentName: text('AttachmentName'),
};

export type MessageHeader = ValueOf<typeof messageHeader>;
export type TraceHeaderList = ValueOf<typeof traceHeaderList>;
export type MessageStatus = ValueOf<typeof messageStatus>;
export type Organ = ValueOf<typeof organ>;
