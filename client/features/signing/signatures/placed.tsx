import type { Place } from '../../../../server/registry/outgoing/view-contract.ts';
import { useText } from '../../../text/language.ts';
import type { PagePlace } from '../../../ui/pdf/page-mark.ts';
import { signText } from './text.ts';

/** Pixels a place must be wide to hold its words. */
const ROOM_FOR_WORDS = 84;

/** The prepared places drawn on the page: where the signature will stand, the seal, and what is filled when it is numbered. */
export function Placed({
  places,
  page,
  signer,
  active,
}: {
  readonly places: readonly Place[];
  readonly page: PagePlace;
  readonly signer: string;
  readonly active: string | undefined;
}) {
  const { sign } = useText(signText);
  const titles = {
    leader: sign.placeLeader,
    seal: sign.placeSeal,
    number: sign.placeNumber,
    day: sign.placeDate,
    month: sign.placeDate,
    year: sign.placeDate,
  } as const;
  return places
    .filter((place) => place.page === page.page)
    .map(({ name, x, y, width, height }) => {
      const box = page.toPixels([x, y, x + width, y + height]);
      // Words that would not fit in the place are left to who hears them.
      const shown = box.width < ROOM_FOR_WORDS ? 'unseen' : undefined;
      return (
        <div
          key={name}
          data-mark={name}
          className={`sign-place ${name === 'leader' ? 'leader' : name === 'seal' ? 'seal' : 'fill'}${active === name ? ' active' : ''}`}
          title={titles[name]}
          style={box}
        >
          {name === 'leader' && (
            <span className={shown}>
              <span className="unseen">{titles.leader}: </span>
              {signer}
            </span>
          )}
          {name === 'seal' && <span className={shown}>{titles.seal}</span>}
        </div>
      );
    });
}
