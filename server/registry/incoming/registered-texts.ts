import type { IncomingDocument } from './incoming-document.ts';

type Registered = Pick<
  IncomingDocument,
  | 'typeName'
  | 'issuer'
  | 'subject'
  | 'language'
  | 'pageAmount'
  | 'description'
  | 'signer'
  | 'priority'
  | 'dueOn'
  | 'toPlaces'
>;

/** The fields of a registered document that can be corrected, as people read them in the history. */
export function registeredTexts(document: Registered) {
  const { typeName, issuer, subject, language, pageAmount, description, signer, priority, dueOn, toPlaces } = document;
  return {
    typeName,
    issuer: issuer.name,
    subject,
    signer: [signer.fullName, signer.position].filter(Boolean).join(', '),
    priority: String(priority),
    dueOn: dueOn ?? '',
    language,
    pageAmount: pageAmount === null ? '' : String(pageAmount),
    toPlaces: toPlaces ?? '',
    description: description ?? '',
  };
}
