import { CloseOutlined, DownOutlined, SearchOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type RefObject, useEffect, useState } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import { type Finding, type FoundOnPage, useFind } from './use-find.ts';

/** What is looked for on the pages, and which of the places found is shown. */
export interface PageSearch extends Finding {
  readonly typed: string;
  readonly here: FoundOnPage | undefined;
  readonly index: number;
  type(words: string): void;
  /** To the next place or the one before; behind the last comes the first. */
  step(by: 1 | -1): void;
}

/** Looks for words from the page that is read on; `show` is told the page of each place that is gone to. */
export function usePageSearch(
  document: PDFDocumentProxy | undefined,
  page: number,
  show: (page: number) => void,
): PageSearch {
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState<number>();
  const finding = useFind(document, typed);
  const { found } = finding;
  const first = found.findIndex((place) => place.page >= page);
  // The first place is shown as soon as it is known; later ones only count.
  useEffect(() => {
    if (index !== undefined || found.length === 0 || (first < 0 && finding.looked < (document?.numPages ?? 0))) return;
    const at = Math.max(first, 0);
    setIndex(at);
    show(found[at]?.page ?? page);
  }, [index, first, found, finding.looked, document, show, page]);
  const type = (words: string): void => {
    setTyped(words);
    setIndex(undefined);
  };
  const step = (by: 1 | -1): void => {
    if (index === undefined || found.length === 0) return;
    const next = (index + by + found.length) % found.length;
    setIndex(next);
    const to = found[next];
    if (to && to.page !== found[index]?.page) show(to.page);
  };
  return { ...finding, typed, index: index ?? 0, here: index === undefined ? undefined : found[index], type, step };
}

/** The line below the tools in which words are looked for on all pages; Enter goes on, Esc closes. */
export function FindBar({
  search,
  pages,
  field,
  typing,
  close,
}: {
  readonly search: PageSearch;
  readonly pages: number;
  readonly field: RefObject<InputRef | null>;
  /** Told when the focus comes into the field and when it leaves. */
  readonly typing: (is: boolean) => void;
  readonly close: () => void;
}) {
  const text = useText(uiText);
  const { found, index, looked, textless, typed } = search;
  const count = found.length > 0 ? text.foundOf(index + 1, found.length) : looked === pages ? text.foundNowhere : '';
  return (
    <search className="pdf-find no-print">
      <Input
        ref={field}
        size="small"
        autoFocus
        prefix={<SearchOutlined className="third" />}
        aria-label={text.findInPages}
        placeholder={text.findInPages}
        value={typed}
        onFocus={() => typing(true)}
        onBlur={() => typing(false)}
        onChange={(event) => search.type(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') search.step(event.shiftKey ? -1 : 1);
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close();
        }}
      />
      <span role="status" className="second nowrap">
        {textless ? text.noLetters : typed.trim() === '' ? '' : count}
      </span>
      <span className="end flex gap-4">
        {([-1, 1] as const).map((by) => (
          <Button
            key={by}
            type="text"
            size="small"
            icon={by === 1 ? <DownOutlined /> : <UpOutlined />}
            aria-label={by === 1 ? text.nextFound : text.foundBefore}
            title={by === 1 ? text.nextFound : text.foundBefore}
            disabled={found.length === 0}
            onClick={() => search.step(by)}
          />
        ))}
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={text.close} onClick={close} />
      </span>
    </search>
  );
}
