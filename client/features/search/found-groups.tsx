import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FoundView } from '../../../server/search/contract.ts';
import { useLanguage } from '../../text/language.ts';
import { useRowKeys } from '../../ui/keys/keyboard.ts';
import { SectionHead } from '../../ui/lists/row.tsx';
import { partsOf } from '../../ui/parts.ts';
import { FoundRow, linkTo } from './found-row.tsx';

interface Given {
  readonly found: readonly FoundView[];
  readonly words: string;
  /** What is said when there are more. */
  readonly more?: string;
}

/** What was found, kind by kind, that of the nearest first; by arrows and `Enter` as in every list. */
export function FoundGroups({ found, words, more }: Given) {
  const language = useLanguage();
  const navigate = useNavigate();
  const [selected, select] = useState(0);
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  const inOrder = kinds.flatMap((kind) => found.filter((one) => one.kind === kind));
  useRowKeys({
    ...{ count: inOrder.length, selected, select },
    open: (index) => void navigate(linkTo(inOrder[index]?.page ?? '.')),
  });
  const looks = new Map(Object.entries(partsOf('search')));
  return (
    <>
      {kinds.map((kind) => {
        const ofKind = inOrder.filter((one) => one.kind === kind);
        const title = looks.get(kind)?.words[language] ?? '';
        return (
          <section key={kind} aria-label={title}>
            <SectionHead title={`${title} · ${ofKind.length}${more === undefined ? '' : '+'}`} />
            <ul>
              {ofKind.map((one) => (
                <FoundRow key={one.id} found={one} words={words} selected={one === inOrder[selected]} />
              ))}
            </ul>
          </section>
        );
      })}
      {more !== undefined && <p className="third">{more}</p>}
    </>
  );
}
