import {
  EditOutlined,
  ExperimentOutlined,
  FileSearchOutlined,
  InboxOutlined,
  RightOutlined,
  SignatureOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import type { Role } from '../../../../server/platform/actor.ts';
import { initials } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { Avatar, StateTag } from '../../../ui/feedback/tags.tsx';
import { usePhone } from '../../../ui/theme/use-media.ts';
import { sessionText } from './text.ts';

interface Account {
  readonly username: string;
  readonly fullName: string;
  readonly title: string;
  readonly agency: string;
  readonly roles: readonly Role[];
}

type Group = 'clerk' | 'leader' | 'specialist' | 'running';

const icons: Readonly<Record<Group, ReactNode>> = {
  clerk: <InboxOutlined />,
  leader: <SignatureOutlined />,
  specialist: <EditOutlined />,
  running: <FileSearchOutlined />,
};

const order: readonly Group[] = ['clerk', 'leader', 'specialist', 'running'];

function groupOf({ roles }: Account): Group {
  if (roles.includes('administrator') || roles.includes('inspector')) return 'running';
  if (roles.includes('leader')) return 'leader';
  return roles.includes('clerk') ? 'clerk' : 'specialist';
}

/** The accounts of the demo province by role; choosing one signs in. */
export function DemoAccounts({
  accounts,
  onChoose,
}: {
  readonly accounts: readonly Account[];
  readonly onChoose: (username: string) => void;
}) {
  const text = useText(sessionText);
  const phone = usePhone();
  const [group, setGroup] = useState<Group>('clerk');
  const shown = phone ? [group] : order;
  return (
    <section className="entry-accounts" aria-labelledby="tai-khoan">
      <div className="flex gap-8">
        <h2 id="tai-khoan" className="entry-heading">
          {text.demoAccounts}
        </h2>
        <StateTag tone="caution" icon={<ExperimentOutlined />}>
          {text.demoData}
        </StateTag>
      </div>
      <p className="second small entry-note">{text.demoNote}</p>
      {!phone && <Tour />}
      {phone && (
        <div className="chips">
          {order.map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={name === group}
              onClick={() => setGroup(name)}
            >
              {text.groups[name].title}
            </button>
          ))}
        </div>
      )}
      <div className="entry-groups">
        {shown.map((name) => (
          <GroupCard
            key={name}
            group={name}
            accounts={accounts.filter((account) => groupOf(account) === name)}
            onChoose={onChoose}
          />
        ))}
      </div>
    </section>
  );
}

function GroupCard({
  group,
  accounts,
  onChoose,
}: {
  readonly group: Group;
  readonly accounts: readonly Account[];
  readonly onChoose: (username: string) => void;
}) {
  const { title, note } = useText(sessionText).groups[group];
  return (
    <div className="card">
      <div className="entry-group-head">
        <h3 className="flex gap-8">
          <span className="accent">{icons[group]}</span>
          {title}
        </h3>
        <p className="meta third">{note}</p>
      </div>
      <ul>
        {accounts.map((account) => (
          <li key={account.username}>
            <button type="button" className="plain-button entry-account" onClick={() => onChoose(account.username)}>
              <Avatar letters={initials(account.fullName)} />
              <span className="grow">
                <span className="small medium one-line" style={{ display: 'block' }}>
                  {account.fullName} <span className="meta third">{account.username}</span>
                </span>
                <span className="meta third one-line" style={{ display: 'block' }}>
                  {account.title}, {account.agency}
                </span>
              </span>
              <RightOutlined className="third meta" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tour() {
  const text = useText(sessionText);
  return (
    <div className="card entry-tour">
      <h3 className="flex gap-8">
        <ThunderboltOutlined className="accent" />
        {text.tour}
      </h3>
      <ol className="entry-steps meta second">
        {text.steps.map((step, index) => (
          <li key={step.title}>
            <span className="flex gap-8 small strong">
              <span className="count accent" aria-hidden="true">
                {index + 1}
              </span>
              {step.title}
            </span>
            {step.note}
          </li>
        ))}
      </ol>
    </div>
  );
}
