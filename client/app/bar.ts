const PLACES = 5;
const DOCUMENTS = '/van-ban-den';

/**
 * Where the entries of the menu are on a phone: in the bar of five at its foot. Of those who read documents its last place is the search,
 * and what has no place is in the menu of the person; of the others it is a menu of the rest, where five places do not do. None is left out.
 */
export function onPhone<Entry extends { readonly to: string }>(menu: readonly Entry[]) {
  const searches = menu.some(({ to }) => to === DOCUMENTS);
  const places = searches || menu.length > PLACES ? PLACES - 1 : PLACES;
  const [bar, rest] = [menu.slice(0, places), menu.slice(places)];
  return searches ? { bar, beyond: rest, more: [], searches } : { bar, beyond: [], more: rest, searches };
}
