import { contextTag, type DerValue, derChildren, derContent, derOid, derSequence, readDer } from '../der-reader.ts';
import type { Certificate } from './certificate.ts';

/** Where a certificate says that its revocation can be learned: OCSP responders and places of lists, addresses of the web only. */
export interface AuthorityAddresses {
  readonly ocsp: readonly string[];
  readonly crls: readonly string[];
}

const distributionPoints = '2.5.29.31';
const informationAccess = '1.3.6.1.5.5.7.1.1';
const ocspAccess = '1.3.6.1.5.5.7.48.1';
/** GeneralName [6] IMPLICIT IA5String. */
const uriTag = 0x86;
const mostOfEach = 4;

/**
 * The addresses in CRL distribution points (RFC 5280 §4.2.1.13) and authority information access (§4.2.2.1). They are the authority's
 * word once the certificate is known to be its own, and a stranger's until then: nobody asks them before a path is built.
 */
export function authorityAddressesOf(certificate: Certificate): AuthorityAddresses {
  return {
    ocsp: addressesIn(certificate, informationAccess, respondersIn),
    crls: addressesIn(certificate, distributionPoints, listsIn),
  };
}

function addressesIn(
  { extensions }: Certificate,
  id: string,
  read: (value: DerValue) => readonly DerValue[],
): readonly string[] {
  const extension = extensions.get(id);
  if (extension === undefined) return [];
  try {
    const names = read(readDer(extension.value)).filter(({ tag }) => tag === uriTag);
    const addresses = names.map((name) => derContent(name).toString('latin1')).filter(isOfTheWeb);
    return [...new Set(addresses)].slice(0, mostOfEach);
  } catch {
    return []; // what cannot be read names nothing
  }
}

const respondersIn = (value: DerValue): DerValue[] =>
  derSequence(value).flatMap((description) => {
    const [method, location] = derSequence(description);
    return derOid(method) === ocspAccess && location !== undefined ? [location] : [];
  });

/** DistributionPoint { [0] { [0] fullName } }: points of other issuers, or of some reasons only, are of no use here. */
const listsIn = (value: DerValue): DerValue[] =>
  derSequence(value).flatMap((point) => {
    const [name, ...others] = derSequence(point);
    if (name?.tag !== contextTag(0) || others.length > 0) return [];
    return derChildren(name).flatMap((full) => (full.tag === contextTag(0) ? derChildren(full) : []));
  });

const isOfTheWeb = (address: string): boolean =>
  /^https?:\/\/[\x21-\x7e]{1,500}$/i.test(address) && URL.canParse(address);
