import { aDemoAuthority, signed } from '../signing.ts';

export interface Trap {
  /** `/Contents` of the only page. */
  readonly contents: string;
  /** Offset that the entry of object 6 names. */
  readonly ahead?: number;
}

/** A file with a trap in it, made before the signer looked: certified by the leader like any other. */
export async function aTrap({ contents, ahead }: Trap): Promise<Buffer> {
  const { leader } = await aDemoAuthority();
  return signed(trapFile(contents, ahead), leader, { field: 'leader', certify: 2 });
}

function trapFile(contents: string, ahead: number | undefined): Buffer {
  const objects = [
    '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [5 0 R] /SigFlags 3>>>>',
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} /Resources <<>> /Annots [5 0 R]>>`,
    '<</Length 3>>\nstream\nq Q\nendstream',
    '<</FT /Sig /T (leader) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /P 3 0 R>>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  if (ahead !== undefined) offsets.push(ahead);
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = offsets.length + 1;
  const xref = text.length;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<</Size ${size} /Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
