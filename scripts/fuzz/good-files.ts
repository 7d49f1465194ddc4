import type { VerifyOptions } from '../../server/pdf-signatures/verification.ts';
import { aFileSigned } from '../../test/support/signature-matrix.ts';
import { aDemoAuthority, aPreparedPdf, aSealedPdf, aSignedPdf } from '../../test/support/signing.ts';

/** A file of our own making that a mutation starts from. */
export interface GoodFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface GoodFiles {
  readonly files: readonly GoodFile[];
  /** The most lenient question: what the signers' permissions allow is allowed, revocation need not be known. */
  readonly options: VerifyOptions;
}

/** One file of each level and each kind of cross-reference, a certified, a sealed and a merely prepared letter. */
export async function goodFiles(): Promise<GoodFiles> {
  const { authority } = await aDemoAuthority();
  const certified = await aSignedPdf();
  const files: GoodFile[] = [
    { name: 'prepared', bytes: Buffer.from((await aPreparedPdf()).pdf) },
    { name: 'certified', bytes: certified },
    { name: 'sealed', bytes: Buffer.from(await aSealedPdf({ pdf: certified })) },
  ];
  for (const level of ['B', 'T', 'LT', 'LTA'] as const) {
    for (const xref of ['table', 'stream'] as const) {
      const key = level === 'LT' ? 'rsa2048' : 'p256';
      const way = { level, key, xref, signatures: 2, visible: 'visible', origin: 'prepared' } as const;
      const bytes = Buffer.from(await aFileSigned({ ...way, certified: level === 'B' ? 3 : 'approval' }));
      files.push({ name: `${level}-${xref}`, bytes });
    }
  }
  const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
  return {
    files,
    options: { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true, changes: 'permitted' },
  };
}
