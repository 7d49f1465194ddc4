import { Button } from 'antd';
import type { MemberView } from '../../../../../server/exchange/recipients/groups/contract.ts';
import { useText } from '../../../../text/language.ts';
import { Notice } from '../../../../ui/feedback/notices.tsx';
import { electronically, keyOfRecipient, type Member, memberOf, withMore } from '../recipients/recipients.ts';
import { groupsText } from './groups-text.ts';

/** Members that are not any more what they were: each with who stands in its place, and what one may do about it; nothing is done by itself. */
export function ChangedMembers({
  members,
  recipients,
  change,
}: {
  readonly members: readonly MemberView[];
  readonly recipients: readonly Member[];
  readonly change: (recipients: readonly Member[]) => void;
}) {
  const text = useText(groupsText);
  const kept = new Set(recipients.map(keyOfRecipient));
  const still = members.filter((member) => kept.has(keyOfRecipient(member)));
  const merged = still.flatMap((member) => (member.successor ? [{ member, successor: member.successor }] : []));
  const gone = still.filter(({ standing }) => standing === 'gone');
  const without = (member: MemberView) => recipients.filter((one) => keyOfRecipient(one) !== keyOfRecipient(member));
  return (
    <>
      {merged.length > 0 && (
        <Notice tone="caution" title={text.mergedTitle(merged.length)}>
          <ul className="column gap-8">
            {merged.map(({ member, successor }) => (
              <li key={keyOfRecipient(member)}>
                {text.merged(member.name, successor.name)}{' '}
                <Button
                  size="small"
                  onClick={() => change(withMore(without(member), [memberOf(electronically(successor))]))}
                >
                  {text.replace(successor.name)}
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {gone.length > 0 && (
        <Notice tone="caution" title={text.goneTitle(gone.length)}>
          <ul className="column gap-8">
            {gone.map((member) => (
              <li key={keyOfRecipient(member)}>
                {text.gone(member.name)}{' '}
                <Button size="small" onClick={() => change(without(member))}>
                  {text.drop(member.name)}
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
