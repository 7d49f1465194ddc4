/** Organisation in the subject of every demo certificate: production refuses keys that carry it. */
export const DEMO_MARK = 'VANBAN MINH HOẠ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ';

/** Whether a certificate says of itself that it is a demo. */
export const isDemoCertificate = (der: Uint8Array): boolean => Buffer.from(der).includes(DEMO_MARK, 0, 'utf8');
