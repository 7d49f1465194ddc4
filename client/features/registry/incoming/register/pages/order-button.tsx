import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../../../../../text/language.ts';
import type { RegisterFiles } from '../upload-files.ts';
import { pagesText } from './text.ts';

const OrderPages = lazy(async () => ({ default: (await import('./order-pages.tsx')).OrderPages }));

/** The way to where the pages of a scan are put in order; the screen is loaded when somebody goes there. */
export function OrderButton({ files, blank }: { readonly files: RegisterFiles; readonly blank: readonly number[] }) {
  const text = useText(pagesText);
  const [isOpen, setOpen] = useState(false);
  if (!files.main) return null;
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{text.open}</Button>
      {isOpen && (
        <Suspense>
          <OrderPages file={files.main} files={files} blank={blank} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
