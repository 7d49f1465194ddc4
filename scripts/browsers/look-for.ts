/** What a thing on a page is, as a screen reader says it. */
export type Role = 'button' | 'link' | 'field' | 'row' | 'status' | 'heading' | 'option' | 'text';

/** A thing on a page: its role and name, whole or as a pattern, and the words of the row, panel or page of the PDF that it stands in. */
export interface Sought {
  readonly role: Role;
  readonly name: string | RegExp;
  readonly within?: Around;
}

/** What stands around something: an element that matches, with these words in it. */
export interface Around {
  readonly selector: string;
  readonly words: string;
}

/** Runs in the page: all that can be seen there of this role and name. It may use nothing from around it. */
export function lookFor(role: Role, name: string, isPattern: boolean, within: Around | null): Element[] {
  const selectors: Readonly<Record<Role, string>> = {
    button: 'button, [role=button]',
    link: 'a[href]',
    field: 'input, textarea',
    row: 'li, [role=listitem]',
    status: '[role=status], output',
    heading: 'h1, h2, h3',
    option: '.ant-select-item-option',
    text: '*',
  };
  const tidy = (words: string): string => words.replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element): string => {
    const labelledBy = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const named =
      element.getAttribute('aria-label') ?? labelledBy.map((id) => document.getElementById(id)?.textContent);
    if (named.length > 0) return tidy(typeof named === 'string' ? named : named.join(' '));
    const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : [];
    return tidy((labels[0] ?? element).textContent ?? '');
  };
  const pattern = isPattern ? new RegExp(name) : undefined;
  const fits = (words: string): boolean => (pattern ? pattern.test(words) : words === name);
  const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  const places = within
    ? [...document.querySelectorAll(within.selector)].filter(({ textContent }) =>
        tidy(textContent ?? '').includes(within.words),
      )
    : [document.body];
  const found = places.flatMap((place) => [...place.querySelectorAll(selectors[role])]).filter(isSeen);
  const matching = found.filter((element) => fits(nameOf(element)));
  // Of elements one in the other, words belong to the innermost.
  return role === 'text'
    ? matching.filter((one) => !matching.some((other) => one !== other && one.contains(other)))
    : matching;
}
