import {
  DownOutlined,
  EllipsisOutlined,
  QuestionCircleOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
} from '@ant-design/icons';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Dropdown, Tooltip } from 'antd';
import { useSession } from '../api/session.ts';
import { useText } from '../text/language.ts';
import { KeyHint } from '../ui/keys/key-hint.tsx';
import { Mark } from '../ui/theme/mark.tsx';
import { onPhone } from './bar.ts';
import { type MenuItem, useMenu } from './menu.tsx';
import { PersonMenu, PositionMenu } from './person-menu.tsx';
import { appText } from './text.ts';

function Count({ count }: { readonly count: number | undefined }) {
  return count === undefined || count === 0 ? null : <span className="menu-count">{count > 99 ? '99+' : count}</span>;
}

function MenuLinks({ items }: { readonly items: readonly MenuItem[] }) {
  return (
    <ul className="menu">
      {items.map((item) => (
        <li key={item.to}>
          <Link to={item.to} className="menu-link" activeOptions={{ exact: item.to === '/', includeSearch: false }}>
            {item.icon}
            <span>{item.words}</span>
            <Count count={item.count} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The side bar: agency and position, search, what the position may open, help, the person. */
export function SideBar({ search }: { readonly search: (() => void) | undefined }) {
  const text = useText(appText);
  const session = useSession();
  const menu = useMenu();
  const groups = [
    { key: 'reports', words: text.reports },
    { key: 'running', words: text.running },
  ];
  return (
    <nav className="side no-print" aria-label={text.mainMenu}>
      <PositionMenu>
        <button type="button" className="plain-button side-agency">
          <Mark />
          <span className="grow">
            <span className="strong one-line" style={{ display: 'block' }}>
              {session?.agency?.name}
            </span>
            <span className="meta third one-line" style={{ display: 'block' }}>
              {session?.position?.title}
            </span>
          </span>
          <DownOutlined className="third meta" />
        </button>
      </PositionMenu>
      {search && <SearchButton search={search} />}
      <MenuLinks items={menu.filter((item) => item.group === 'work')} />
      {groups.map(({ key, words }) => {
        const items = menu.filter((item) => item.group === key);
        return items.length === 0 ? null : (
          <div key={key}>
            <div className="menu-head">{words}</div>
            <MenuLinks items={items} />
          </div>
        );
      })}
      <div className="grow" />
      <ul className="menu">
        <li>
          <Link to="/kiem-tra-chu-ky" className="menu-link">
            <SafetyCertificateOutlined />
            <span>{text.verify}</span>
          </Link>
        </li>
        <li>
          <Link to="/tro-giup" className="menu-link">
            <QuestionCircleOutlined />
            <span className="grow">{text.help}</span>
            <KeyHint keys={['?']} />
          </Link>
        </li>
      </ul>
      <div className="side-foot">
        <PersonMenu />
        {session?.demo && <div className="side-demo">{text.demoData}</div>}
      </div>
    </nav>
  );
}

/** Looks like the field that it opens, over the page. */
function SearchButton({ search }: { readonly search: () => void }) {
  const text = useText(appText);
  return (
    <button type="button" className="plain-button side-search" onClick={search}>
      <SearchOutlined />
      <span className="grow one-line">{text.searchHint}</span>
      <KeyHint keys={['/']} />
    </button>
  );
}

/** The narrow side bar of pages with three panes: icons with names, counts as badges. */
export function Rail({ search }: { readonly search: (() => void) | undefined }) {
  const text = useText(appText);
  const menu = useMenu();
  return (
    <nav className="rail no-print" aria-label={text.mainMenu}>
      <Link to="/" aria-label={text.home} style={{ marginBottom: 8 }}>
        <Mark />
      </Link>
      {search && (
        <Tooltip title={text.search} placement="right">
          <button type="button" className="plain-button menu-link" aria-label={text.search} onClick={search}>
            <SearchOutlined />
          </button>
        </Tooltip>
      )}
      <ul className="menu">
        {menu.map((item) => (
          <li key={item.to}>
            <Tooltip title={item.words} placement="right">
              <Link to={item.to} className="menu-link" activeOptions={{ exact: item.to === '/', includeSearch: false }}>
                {item.icon}
                <span className="unseen">{item.words}</span>
                <Count count={item.count} />
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className="grow" />
      <Tooltip title={text.help} placement="right">
        <Link to="/tro-giup" className="menu-link" aria-label={text.help}>
          <QuestionCircleOutlined />
        </Link>
      </Tooltip>
      <PersonMenu small />
    </nav>
  );
}

/** The bar at the foot of a phone; what it has no place for is in the menu of the person, or in its own last place. */
export function BottomBar() {
  const text = useText(appText);
  const { bar, more, searches } = onPhone(useMenu());
  return (
    <nav className="bottom-bar no-print" aria-label={text.mainMenu}>
      {bar.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          className="menu-link"
          activeOptions={{ exact: item.to === '/', includeSearch: false }}
        >
          {item.icon}
          <span>{item.short}</span>
          <Count count={item.count} />
        </Link>
      ))}
      {searches && (
        <Link to="/tim" className="menu-link">
          <SearchOutlined />
          <span>{text.search}</span>
        </Link>
      )}
      {more.length > 0 && <More items={more} />}
    </nav>
  );
}

/** Entries that have no place of their own in the bar; how much waits there is counted together. */
function More({ items }: { readonly items: readonly MenuItem[] }) {
  const text = useText(appText);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const isHere = items.some(({ to }) => `${pathname}/`.startsWith(`${to}/`));
  const entries = items.map(({ to, words, icon, count }) => ({
    key: to,
    icon,
    label: (
      <span className="flex gap-8">
        {words} <Count count={count} />
      </span>
    ),
    onClick: () => void navigate({ to }),
  }));
  return (
    <Dropdown trigger={['click']} placement="topRight" align={{ offset: [-8, -4] }} menu={{ items: entries }}>
      <button type="button" className="plain-button menu-link" aria-current={isHere ? 'page' : undefined}>
        <EllipsisOutlined />
        <span>{text.more}</span>
        <Count count={items.reduce((sum, { count = 0 }) => sum + count, 0)} />
      </button>
    </Dropdown>
  );
}
