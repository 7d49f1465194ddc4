import { createGroup } from '../../server/exchange/recipients/groups/create-group.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { openRegister } from '../../server/registry/books/open-register.ts';
import { actorOf, agencyOf, type DemoLife } from './desk.ts';
import { livesInInk } from './issue-in-ink.ts';
import { at, type Life } from './lives.ts';
import { receiveLetter } from './receive-letter.ts';
import { receivePaper } from './register-paper.ts';
import { takeOn } from './take-on.ts';
import type { DemoBook, DemoGroup } from './traffic/model.ts';
import { newcomers } from './traffic/staff.ts';
import { books, FIRST_DAY, groups, lettersBy, papers } from './traffic/year.ts';
import { writeLetter } from './write-letter.ts';

/** Everything that happens in the demo year; of documents those that begin so many working days ago, or later. */
export function livesOfTheYear(life: DemoLife, passwordHash: string, since = FIRST_DAY): Life[] {
  const isLater = ({ ago }: { readonly ago: number }) => ago <= since;
  const letters = lettersBy(life.clock)
    .filter(isLater)
    .flatMap((letter) => {
      if (letter.inInk) return livesInInk(life, letter);
      const arrives = letter.stopsAt === undefined;
      const received = arrives ? letter.to.map((recipient) => receiveLetter(life, letter, recipient)) : [];
      return [writeLetter(life, letter), ...received];
    });
  return [
    ...newcomers.map((newcomer) => takeOn(life, newcomer, passwordHash)),
    ...books.map((book) => openBook(life, book)),
    ...groups.map((group) => nameTogether(life, group)),
    ...letters,
    ...papers.filter(isLater).map((paper) => receivePaper(life, paper)),
  ];
}

async function* openBook(life: DemoLife, { at: key, title, takes }: DemoBook): Life {
  yield at(FIRST_DAY, '8:30');
  const year = Number(dayInVietnam(currentTime()).slice(0, 4));
  await inTransaction(actorOf(agencyOf(life, key), 'vanthu'), (tx) =>
    openRegister(tx, { kind: 'outgoing', year, title, takes }),
  );
}

async function* nameTogether(life: DemoLife, { at: key, name, of }: DemoGroup): Life {
  yield at(FIRST_DAY, '8:30');
  const recipients = of.map((member) => {
    const { id, name: itsName } = agencyOf(life, member);
    return { agencyId: id, name: itsName };
  });
  await inTransaction(actorOf(agencyOf(life, key), 'vanthu'), (tx) => createGroup(tx, { name, recipients }));
}
