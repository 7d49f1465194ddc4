import { fold } from '../../../server/platform/text/fold.ts';

/** Who issued a document: an agency of the directory, or a name as it stands on the page. */
export interface Issuer {
  readonly agencyId: string | null;
  readonly name: string;
}

/** The issuer by its name: one of the directory when the name is there, in whatever spelling. */
export function issuerOf(name: string, agencies: readonly { readonly id: string; readonly name: string }[]): Issuer {
  const known = agencies.find((agency) => fold(agency.name) === fold(name));
  return known ? { agencyId: known.id, name: known.name } : { agencyId: null, name };
}
