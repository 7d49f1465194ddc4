import { DomainError } from '../../../platform/errors.ts';

/** Keys and certificates as they lie in the file, in no order. */
export interface Pkcs12Bags {
  readonly privateKeys: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
}

/** Opens a PKCS#12 with old ciphers; forge is loaded only when such a file comes, so the browser rarely fetches it. */
export async function openLegacyPkcs12(bytes: Uint8Array, pin: string): Promise<Pkcs12Bags> {
  const { default: forge } = await import('node-forge');
  const der = (value: import('node-forge').asn1.Asn1): Uint8Array =>
    Uint8Array.from(forge.asn1.toDer(value).getBytes(), (character) => character.charCodeAt(0));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  try {
    const pfx = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(binary), false, pin);
    const bags = pfx.safeContents.flatMap(({ safeBags }) => safeBags);
    const privateKeys = bags.flatMap(({ type, key, asn1 }) => {
      if (type === forge.pki.oids.certBag) return [];
      if (key) return [der(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)))];
      return asn1 ? [der(asn1)] : [];
    });
    const certificates = bags.flatMap(({ type, cert, asn1 }) => {
      if (type !== forge.pki.oids.certBag) return [];
      if (cert) return [der(forge.pki.certificateToAsn1(cert))];
      return asn1 ? [der(asn1)] : [];
    });
    return { privateKeys, certificates };
  } catch (cause) {
    if (cause instanceof Error && /invalid password|wrong password/i.test(cause.message)) {
      throw new DomainError('invalid', 'pin-wrong', 'The PIN does not open this key file', { cause });
    }
    throw new DomainError('invalid', 'cipher-unknown', 'The key file uses a cipher this system does not know', {
      cause,
    });
  }
}
