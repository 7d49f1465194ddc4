import { ocspAnswer } from '../../pdf-signatures/crypto/certificates/ocsp.ts';
import { crlStatement } from '../../pdf-signatures/crypto/certificates/revocation.ts';
import { readAll } from '../../platform/database/store.ts';
import type { Issued } from './kept-answers.ts';
import { revocationDesk } from './revocation-in-use.ts';
import { revocationAnswers } from './store.ts';

/** Lists and answers about certificates, DER. */
export interface HeldRevocation {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** What is at hand of what authorities said of these certificates, each list and answer whole; nobody is asked. */
export async function heldRevocation(all: readonly Issued[]): Promise<HeldRevocation> {
  const kept = (await readAll(revocationAnswers, {})).flatMap(({ kind, der }) =>
    der === undefined ? [] : [{ kind, der: Buffer.from(der, 'base64') }],
  );
  const of = (wanted: string) => kept.filter(({ kind }) => kind === wanted).map(({ der }) => der);
  const lists = [...(await revocationDesk().lists()), ...of('crl')];
  const speaks = (statement: typeof crlStatement) => (der: Uint8Array) =>
    all.some(({ certificate, issuer }) => statement(der, certificate, issuer) !== undefined);
  return { crls: lists.filter(speaks(crlStatement)), ocsps: of('ocsp').filter(speaks(ocspAnswer)) };
}
