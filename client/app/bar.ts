const PLACES = 5;
const DOCUMENTS = '/van-ban-den';

/**
 * Where the entries of the menu are on a phone: in the bar of five at its foot, whose last place is the search of those who read documents,
 * and beyond it, in the menu of the person. None is left out.
 */
export function onPhone<Entry extends { readonly to: string }>(menu: readonly Entry[]) {
  const searches = menu.some(({ to }) => to === DOCUMENTS);
  const places = searches ? PLACES - 1 : PLACES;
  return { bar: menu.slice(0, places), beyond: menu.slice(places), searches };
}
