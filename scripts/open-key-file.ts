import { createPrivateKey, type KeyObject } from 'node:crypto';
import { requireSigningCertificate } from '../server/pdf-signatures/crypto/certificates/certificate-holder.ts';
import { openPkcs12 } from '../server/pdf-signatures/crypto/certificates/pkcs12.ts';
import type { CertificateChain } from '../server/pdf-signatures/crypto/cms.ts';
import { wholeChain } from '../server/signing/certificates/whole-chain.ts';
import { readNamedFile } from './read-named-file.ts';

/** A key file opened with its PIN, for signing documents now. */
export interface OpenKeyFile extends CertificateChain {
  readonly key: KeyObject;
}

/** Opens a key file with the PIN that another file holds; refuses one whose certificate cannot sign documents at that time. */
export async function openKeyFile(
  { p12, pinFile }: { readonly p12: string; readonly pinFile: string },
  issuers: readonly Uint8Array[],
  at: Date,
): Promise<OpenKeyFile> {
  const pin = (await readNamedFile(pinFile)).toString('utf8').replace(/\r?\n$/, '');
  const opened = await openPkcs12(await readNamedFile(p12), pin);
  requireSigningCertificate(opened.certificate, at);
  const key = createPrivateKey({ key: Buffer.from(opened.privateKey), format: 'der', type: 'pkcs8' });
  opened.privateKey.fill(0);
  return { key, certificate: opened.certificate, chain: wholeChain(opened, issuers) };
}
