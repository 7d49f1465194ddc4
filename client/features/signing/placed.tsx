import type { Place } from '../../../server/registry/contract.ts';
import { useText } from '../../text/language.ts';
import type { PagePlace } from '../../ui/pdf/page-mark.ts';
import { signingText } from './text.ts';

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
  const { sign } = useText(signingText);
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
    .map(({ name, x, y, width, height }) => (
      <div
        key={name}
        data-mark={name}
        className={`sign-place ${name === 'leader' ? 'leader' : name === 'seal' ? 'seal' : 'fill'}${active === name ? ' active' : ''}`}
        title={titles[name]}
        style={page.toPixels([x, y, x + width, y + height])}
      >
        {name === 'leader' && (
          <span>
            <span className="unseen">{titles.leader}: </span>
            {signer}
          </span>
        )}
        {name === 'seal' && <span>{titles.seal}</span>}
      </div>
    ));
}
