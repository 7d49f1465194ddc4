import { SafetyCertificateOutlined } from '@ant-design/icons';
import { signingPages } from '../../../server/signing/pages.ts';
import type { Feature } from '../../ui/feature.ts';

/** Signing, the check of signatures, certificates. */
export const signing = {
  pages: [
    { address: signingPages.sign, load: async () => (await import('./signatures/sign-screen.tsx')).SignScreen },
    {
      address: signingPages.verify,
      load: async () => (await import('./verification/verify-page.tsx')).VerifyPage,
      for: 'either',
    },
    {
      address: signingPages.printedCopy,
      load: async () => (await import('./prints/state-page.tsx')).StatePage,
      for: 'either',
    },
    {
      address: signingPages.certificates,
      load: async () => (await import('./certificates/certificates-page.tsx')).CertificatesPage,
    },
  ],
  menu: [
    {
      page: signingPages.certificates,
      words: { vi: 'Chứng thư', en: 'Certificates' },
      icon: SafetyCertificateOutlined,
      group: 'running',
      right: 'signing.keys',
      badge: 'certificates',
    },
  ],
  parts: {
    'incoming-document': async () => (await import('./parts.tsx')).onIncoming,
    'outgoing-document': async () => (await import('./parts.tsx')).onOutgoing,
    arrival: async () => (await import('./parts.tsx')).onArrival,
  },
  words: () => import('./words.ts'),
  due: () => import('./due.ts'),
} as const satisfies Feature;
