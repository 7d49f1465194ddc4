/** Object identifiers of CMS, CAdES and the algorithms used, each with its source. */
export const oid = {
  data: '1.2.840.113549.1.7.1', // RFC 5652 §4
  signedData: '1.2.840.113549.1.7.2', // RFC 5652 §5.1
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23', // RFC 5083 §2.1
  contentType: '1.2.840.113549.1.9.3', // RFC 5652 §11.1
  messageDigest: '1.2.840.113549.1.9.4', // RFC 5652 §11.2
  signingTime: '1.2.840.113549.1.9.5', // RFC 5652 §11.3
  signingCertificate: '1.2.840.113549.1.9.16.2.12', // RFC 2634: SHA-1, never written
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47', // RFC 5035 §3
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14', // RFC 3161 appendix A
  timestampInfo: '1.2.840.113549.1.9.16.1.4', // RFC 3161 §2.4.2
  sha1: '1.3.14.3.2.26', // only in names of certificates (RFC 5019 §2.1.1), never over what is signed
  sha256: '2.16.840.1.101.3.4.2.1', // RFC 5754
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  sha256WithRsa: '1.2.840.113549.1.1.11', // RFC 4055
  rsaPss: '1.2.840.113549.1.1.10', // RFC 4055 §3.1
  mgf1: '1.2.840.113549.1.1.8',
  rsaOaep: '1.2.840.113549.1.1.7', // RFC 4055 §4.1
  ecPublicKey: '1.2.840.10045.2.1', // RFC 5480 §2.1
  ecdhSha256Kdf: '1.3.132.1.11.1', // RFC 5753 §7.1.4
  aes256Wrap: '2.16.840.1.101.3.4.1.45', // RFC 3565 §2.3.2
  aes256Gcm: '2.16.840.1.101.3.4.1.46', // RFC 5084 §3.2
  ecdsaWithSha256: '1.2.840.10045.4.3.2', // RFC 5758
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
} as const;
