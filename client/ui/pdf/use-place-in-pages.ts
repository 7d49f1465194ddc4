import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** The part of the view, from above, at which a person reads. */
const EYE = 1 / 3;
/** What stays free above a page that is jumped to. */
const ABOVE = 16;

export interface PlaceInPages {
  /** The page that is read now, from 1. */
  readonly page: number;
  goTo(page: number): void;
}

/** Which page is read, how to go to another; what is read stays before the eyes when `shape` – zoom, rotation – changes. */
export function usePlaceInPages(view: RefObject<HTMLElement | null>, shape: string, pages: number): PlaceInPages {
  const [page, setPage] = useState(1);
  const place = useRef({ page: 1, part: 0 });
  useEffect(() => {
    const { current } = view;
    if (!current || pages === 0) return undefined;
    const read = (): void => {
      place.current = placeOf(current);
      const atEnd = current.scrollTop > 0 && current.scrollTop + current.clientHeight >= current.scrollHeight - 2;
      setPage(atEnd ? pages : place.current.page);
    };
    current.addEventListener('scroll', read, { passive: true });
    return () => current.removeEventListener('scroll', read);
  }, [view, pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pages have been laid out anew because of the shape
  useLayoutEffect(() => {
    const { current } = view;
    const figure = current && figureOf(current, place.current.page);
    if (!figure || (place.current.page === 1 && current.scrollTop === 0)) return;
    current.scrollTop = figure.offsetTop + place.current.part * figure.offsetHeight - current.clientHeight * EYE;
  }, [view, shape]);
  const goTo = useCallback(
    (wanted: number): void => {
      const { current } = view;
      const figure = current && figureOf(current, wanted);
      if (!figure) return;
      current.scrollTop = figure.offsetTop - ABOVE;
      place.current = placeOf(current);
      setPage(wanted);
    },
    [view],
  );
  return { page, goTo };
}

const figureOf = (view: HTMLElement, page: number): HTMLElement | null =>
  view.querySelector<HTMLElement>(`.pdf-page[data-page="${page}"]`);

function placeOf(view: HTMLElement): { page: number; part: number } {
  const eye = view.scrollTop + view.clientHeight * EYE;
  const figures = [...view.querySelectorAll<HTMLElement>('.pdf-page')];
  const index = Math.max(
    0,
    figures.findLastIndex((figure) => figure.offsetTop <= eye),
  );
  const figure = figures[index];
  return { page: index + 1, part: figure ? (eye - figure.offsetTop) / Math.max(figure.offsetHeight, 1) : 0 };
}
