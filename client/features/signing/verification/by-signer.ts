import type { SignatureView } from '../../../../server/signing/contract.ts';

/** The signatures of one signer in a file. */
export interface SignedBy {
  readonly name: string;
  readonly verdict: SignatureView['verdict'];
  readonly signatures: readonly SignatureView[];
}

const order: Readonly<Record<SignatureView['verdict'], number>> = { invalid: 0, unclear: 1, filled: 2, valid: 3 };

/** Signatures by who made them: the signer with the worst verdict first, then as they were made; each has the worst of its own. */
export function bySigner(signatures: readonly SignatureView[]): SignedBy[] {
  const groups = new Map<string, SignatureView[]>();
  for (const signature of signatures) {
    const { serial, commonName } = signature.signer;
    const key = `${signature.kind} ${commonName} ${serial}`;
    groups.set(key, [...(groups.get(key) ?? []), signature]);
  }
  const signers = [...groups.values()].map((own) => {
    const ordered = own.toSorted((one, other) => badness(one.verdict) - badness(other.verdict));
    const [first] = ordered;
    return { name: first?.signer.commonName ?? '', verdict: first?.verdict ?? 'unclear', signatures: ordered };
  });
  return signers.toSorted((one, other) => badness(one.verdict) - badness(other.verdict));
}

const badness = (verdict: SignatureView['verdict']): number => order[verdict];
