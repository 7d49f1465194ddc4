import { currentTime } from '../platform/clock.ts';
import type { Serving } from '../platform/serving.ts';
import { endsOfCertificates } from './certificates/ends-of-certificates.ts';
import { refuseDemoCertificates } from './certificates/refuse-demo-certificates.ts';
import { agencyKeysFolder } from './keys/agency-keys.ts';
import { requireWholeKeyFiles } from './keys/check-key-files.ts';
import { usePublicOrigin } from './prints/public-origin.ts';
import { requireCrlFolder } from './revocation/require-crl-folder.ts';
import { useRevocation } from './revocation/revocation-in-use.ts';
import { useTimestamps } from './signatures/timestamps-in-use.ts';
import { HeadStamper } from './stamps/head-stamper.ts';

/** What signing needs of a server, and tells those who run it. */
export const servingOfSigning: Serving = {
  prepare: async ({ config }) => {
    await requireWholeKeyFiles(agencyKeysFolder(config.keysFolder));
    await requireCrlFolder(config.revocation.crlFolder);
    useRevocation({ ...config.revocation, proxy: config.authorityProxy });
    usePublicOrigin(config.publicUrl ?? new URL(`http://localhost:${config.port}/`));
    useTimestamps({ urls: config.timestampAuthorities, proxy: config.authorityProxy });
  },
  // Which certificates count is told by rows.
  look: async ({ production }) => {
    if (production) await refuseDemoCertificates();
  },
  keepers: () => [new HeadStamper()],
  gauges: [
    {
      name: 'vanban_certificate_ends_days',
      help: 'Whole days until the end of the last seal and system key of an agency, the first of its people’s keys seen, each trusted certificate, and that of the server itself',
      labels: ['kind', 'of'],
      readAll: async () =>
        (await endsOfCertificates(currentTime())).map(({ kind, of, days }) => ({ labels: { kind, of }, value: days })),
    },
  ],
};
