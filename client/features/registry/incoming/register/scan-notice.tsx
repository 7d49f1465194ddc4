import { useText } from '../../../../text/language.ts';
import { Notice, ProgressNotice } from '../../../../ui/feedback/notices.tsx';
import { registerText } from '../text.ts';
import type { useReadings } from './page-readings.ts';

/** How far the text of a scan is recognised, and then what is to be known of its pages. */
export function ScanNotice({ scan }: { readonly scan: NonNullable<ReturnType<typeof useReadings>['scan']> }) {
  const { scan: text } = useText(registerText);
  const { pages, done, blank, failed, turned } = scan;
  if (done < pages) {
    return <ProgressNotice title={text.reading(done + 1, pages)} done={done} total={pages} note={text.readingNote} />;
  }
  const said = [
    ...(failed.length > 0 ? [text.failed(failed.join(', '))] : []),
    ...(blank.length > 0 ? [text.blank(blank.join(', '))] : []),
    ...(turned.length > 0 ? [text.turned(turned.join(', '))] : []),
  ];
  return (
    <Notice tone={failed.length > 0 ? 'caution' : 'accent'} title={text.read}>
      {said.join(' ')}
    </Notice>
  );
}
