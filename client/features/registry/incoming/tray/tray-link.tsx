import { InboxOutlined } from '@ant-design/icons';
import { registryPages } from '../../../../../server/registry/pages.ts';
import { useText } from '../../../../text/language.ts';
import { LinkButton } from '../../../../ui/layout/link-button.tsx';
import { trayText } from './text.ts';
import { useTray } from './use-tray.ts';

const MINUTE_MS = 60_000;

/** The way to the tray, with how many files wait there. */
export function TrayLink() {
  const text = useText(trayText);
  const { data } = useTray(MINUTE_MS);
  return (
    <LinkButton to={registryPages.tray} icon={<InboxOutlined />}>
      {text.link(data?.total ?? 0)}
    </LinkButton>
  );
}
