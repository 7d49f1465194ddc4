import { ContentInfo, id_ContentType_SignedData, SignedData } from 'pkijs';

/** The mail within a signature that is put around it (RFC 8551 §3.5.2); undefined where none can be seen, as in what is encrypted. */
export function mailWithin(cms: Uint8Array): Uint8Array | undefined {
  try {
    const { contentType, content } = ContentInfo.fromBER(new Uint8Array(cms));
    if (contentType !== id_ContentType_SignedData) return undefined;
    const { eContent } = new SignedData({ schema: content }).encapContentInfo;
    return eContent && new Uint8Array(eContent.getValue());
  } catch {
    // What these bytes are is for their sender to say: the mail is shown as one that cannot be opened.
    return undefined;
  }
}
