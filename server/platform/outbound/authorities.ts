import { X509Certificate } from 'node:crypto';
import type { Config } from '../state/config.ts';
import { damaged, missing, readStateText, unusableFile, type Way } from '../state/state-file.ts';
import type { OutboundRules } from './outbound-client.ts';

const way: Way = {
  vietnamese: 'đặt vào EXCHANGE_CA_FILE tệp chứng thư PEM của các tổ chức cấp chứng thư TLS, hoặc bỏ EXCHANGE_CA_FILE',
  english: 'let EXCHANGE_CA_FILE name the PEM certificates of those who issue certificates of servers, or unset it',
};

/** What other deployments may be asked, as it is configured; refuses what `authoritiesIn` does. */
export async function outboundRules({ networks, ports, authorityFile }: Config['exchange']): Promise<OutboundRules> {
  return { networks, ports, ...(authorityFile ? { authorities: await authoritiesIn(authorityFile) } : {}) };
}

/**
 * The certificates (PEM) of authorities in a file, by which other deployments may show who they are beside those that Node brings. Refuses a file
 * that cannot be read, or in which there is none, or anything else among them.
 */
export async function authoritiesIn(file: string): Promise<string[]> {
  const text = await readStateText(file, way);
  if (text === undefined) throw unusableFile(file, missing, way);
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw unusableFile(file, damaged, way);
  return found.map((pem) => certificateIn(pem, file));
}

function certificateIn(pem: string, file: string): string {
  try {
    return new X509Certificate(pem).toString();
  } catch (error) {
    throw unusableFile(file, damaged, way, error);
  }
}
