import { MoreOutlined, TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import { identityContract, type PersonView, type PositionView } from '../../../../server/identity/contract.ts';
import { fold } from '../../../../server/platform/text/fold.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useSession } from '../../../api/session.ts';
import { dayText, initials, today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { Avatar, StateTag } from '../../../ui/feedback/tags.tsx';
import { ClearIcon } from '../../../ui/forms/clear-icon.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { asNow } from './as-now.ts';
import { ConfirmName } from './corrections/confirm-name.tsx';
import { ConfirmPosition } from './corrections/confirm-position.tsx';
import { CorrectPerson } from './corrections/correct-person.tsx';
import { CorrectPosition } from './corrections/correct-position.tsx';
import { EndPosition } from './end-position.tsx';
import { NewPosition } from './new-position.tsx';
import { ResetPassword, SwitchAccount } from './person-acts.tsx';
import { adminText } from './text.ts';

type Doing =
  | {
      readonly act: 'position' | 'correct-person' | 'confirm-name' | 'password' | 'switch';
      readonly person: PersonView;
    }
  | { readonly act: PositionAct; readonly position: PositionView };

type PositionAct = 'end' | 'confirm' | 'correct';

/** The people of an agency with their positions, and what can be done for each. */
export function PeopleList({ agencyId }: { readonly agencyId: string | undefined }) {
  const text = useText(adminText);
  const [filters, setFilters] = useFilters();
  const people = useQuery(queryOf(identityContract, 'listPeople', { query: { agencyId } }));
  const [doing, setDoing] = useState<Doing>();
  const close = (): void => setDoing(undefined);
  if (people.isPending) return <RowSkeletons label={text.loading} />;
  if (people.error) {
    return (
      <div className="admin-pad">
        <ProblemNotice problem={people.error} retry={() => void people.refetch()} />
      </div>
    );
  }
  const wanted = fold(filters.q ?? '');
  const shown = people.data.filter((person) => fold(`${person.fullName} ${person.username}`).includes(wanted));
  return (
    <>
      <div className="admin-filter">
        <Input
          allowClear={{ clearIcon: <ClearIcon /> }}
          aria-label={text.filter}
          placeholder={text.filter}
          value={filters.q ?? ''}
          onChange={(event) => setFilters({ q: event.target.value })}
        />
      </div>
      {shown.length === 0 && (
        <EmptyState icon={<TeamOutlined />} title={people.data.length === 0 ? text.emptyPeople : text.noneMatch}>
          {text.emptyPeopleNote}
        </EmptyState>
      )}
      <ul>
        {shown.map((person) => (
          <PersonRow key={person.id} person={person} start={setDoing} />
        ))}
      </ul>
      {doing && <Started doing={doing} people={people.data} agencyId={agencyId} close={close} />}
    </>
  );
}

function Started({
  doing,
  people,
  ...of
}: {
  readonly doing: Doing;
  readonly people: readonly PersonView[];
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  switch (doing.act) {
    case 'position':
      return <NewPosition person={doing.person} {...of} />;
    case 'correct-person':
      return <CorrectPerson person={asNow(doing.person, people)} {...of} />;
    case 'confirm-name':
      return <ConfirmName person={doing.person} {...of} />;
    case 'password':
      return <ResetPassword person={doing.person} {...of} />;
    case 'switch':
      return <SwitchAccount person={doing.person} {...of} />;
    case 'end':
      return <EndPosition position={doing.position} {...of} />;
    case 'confirm':
      return <ConfirmPosition position={doing.position} {...of} />;
    case 'correct':
      return (
        <CorrectPosition
          position={asNow(
            doing.position,
            people.flatMap(({ positions }) => positions),
          )}
          {...of}
        />
      );
  }
}

function PersonRow({ person, start }: { readonly person: PersonView; readonly start: (doing: Doing) => void }) {
  const text = useText(adminText);
  const self = useSession()?.person.id;
  const { correction } = person;
  const items = [
    { key: 'position' as const, label: text.addPosition },
    { key: 'correct-person' as const, label: text.correctPerson },
    { key: 'password' as const, label: text.resetPassword },
    { key: 'switch' as const, label: person.disabled ? text.enable : text.disable },
  ];
  return (
    <li className="admin-person">
      <Avatar letters={initials(person.fullName)} />
      <div className="admin-who">
        <div className="medium">{person.fullName}</div>
        <div className="meta third">{[person.username, person.phone, person.email].filter(Boolean).join(' · ')}</div>
        {person.disabled && <StateTag tone="bad">{text.disabled}</StateTag>}
        {correction && <p className="small caution">{text.nameWaits(correction.fullName)}</p>}
        {correction && correction.proposedBy !== self && person.id !== self && (
          <Button
            size="small"
            type="link"
            aria-label={text.confirmNameOf(person.fullName)}
            onClick={() => start({ act: 'confirm-name', person })}
          >
            {text.confirmName}
          </Button>
        )}
      </div>
      <div className="grow">
        {person.positions.length === 0 && <p className="small caution">{text.noPosition}</p>}
        <ul className="column gap-8">
          {person.positions.map((position) => (
            <PositionLine key={position.id} position={position} start={(act) => start({ act, position })} />
          ))}
        </ul>
      </div>
      <Dropdown
        trigger={['click']}
        menu={{
          items,
          onClick: ({ key }) => {
            const item = items.find((one) => one.key === key);
            if (item) start({ act: item.key, person });
          },
        }}
      >
        <Button type="text" icon={<MoreOutlined />} aria-label={text.more(person.fullName)} />
      </Dropdown>
    </li>
  );
}

function PositionLine({
  position,
  start,
}: {
  readonly position: PositionView;
  readonly start: (act: PositionAct) => void;
}) {
  const text = useText(adminText);
  const self = useSession()?.person.id;
  const giver = position.proposedBy ?? position.correction?.proposedBy;
  const waits = giver !== undefined;
  const mayConfirm = waits && giver !== self && position.personId !== self;
  const now = today();
  const over = position.until !== null && position.until < now;
  const until = position.until === null ? null : dayText(position.until);
  return (
    <li className="admin-position">
      <div className="grow">
        <div className={over ? 'small third' : 'small'}>
          <span className="medium">{position.title}</span>
          {position.unitName !== null && ` · ${position.unitName}`}
        </div>
        <div className="flex gap-4 wrap meta third">
          {position.roles.map((role) => (
            <StateTag key={role}>{text.role[role]}</StateTag>
          ))}
          <span>{text.period(dayText(position.from), until)}</span>
          {waits && !over && (
            <StateTag tone="caution">
              {position.proposedBy === null ? text.correctionWaits : text.waitsForSecond}
            </StateTag>
          )}
          {over && <span>· {text.ended}</span>}
          {position.from > now && <span>· {text.upcoming}</span>}
        </div>
      </div>
      {mayConfirm && !over && (
        <Button size="small" type="link" onClick={() => start('confirm')}>
          {text.confirmPosition}
        </Button>
      )}
      {!over && (
        <Button size="small" type="link" onClick={() => start('correct')}>
          {text.correct}
        </Button>
      )}
      {!over && (
        <Button size="small" type="link" onClick={() => start('end')}>
          {text.endPosition}
        </Button>
      )}
    </li>
  );
}
