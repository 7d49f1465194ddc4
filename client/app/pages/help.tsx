import { useText } from '../../text/language.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { appText } from '../text.ts';

/** How to work here, with the keyboard map. */
export function HelpPage() {
  const text = useText(appText);
  return <Page header={<PageHeader title={text.help} />}>{null}</Page>;
}
