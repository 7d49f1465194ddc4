import { Link } from '@tanstack/react-router';
import { type ReactNode, useContext, useId } from 'react';
import type { Tone } from '../theme/tone.ts';
import { RowChoiceContext } from './chosen.ts';

/** The head of a section of a list: icon, words, count, perhaps one act for all of it. */
export function SectionHead(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly count?: number;
  readonly tone?: Tone;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`section-head ${props.tone === 'bad' || props.tone === 'caution' ? props.tone : ''}`}>
      {props.icon}
      <h2>{props.title}</h2>
      {props.count !== undefined && <span className={`count ${props.tone ?? ''}`}>{props.count}</span>}
      {props.children !== undefined && <div className="end">{props.children}</div>}
    </div>
  );
}

export interface RowProps {
  /** Where the row leads; the whole row opens it. One that leads nowhere says all there is to say, and is not cut. */
  readonly to: string | undefined;
  /** Filters that stay in the address. */
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly icon: ReactNode;
  readonly tone?: Tone;
  /** Number and symbol, never cut. */
  readonly number?: ReactNode;
  readonly title: ReactNode;
  /** Who, when, verdict. */
  readonly meta?: ReactNode;
  readonly due?: ReactNode;
  /** The one action; it acts without opening the row. */
  readonly action?: ReactNode;
  readonly selected?: boolean;
  /** It counts no longer, and is greyed. */
  readonly over?: boolean;
}

/** A row of a list: tile, **number**, subject, who and when, verdict, due in words, one action. */
export function Row({
  to,
  search,
  icon,
  tone,
  number,
  title,
  meta,
  due,
  action,
  selected = false,
  over = false,
}: RowProps) {
  const id = useId();
  const isChosen = useContext(RowChoiceContext)?.isChosen ?? false;
  const words = (
    <>
      {number !== undefined && (
        <>
          <span className="number">{number}</span> <span className="third">·</span>{' '}
        </>
      )}
      {title}
    </>
  );
  return (
    <li
      className={classes('list-row', { selected, over, chosen: isChosen })}
      data-row
      aria-current={selected ? 'true' : undefined}
    >
      <Choice of={id} />
      <span className={`tile ${tone ?? ''}`}>{icon}</span>
      <div className="grow row-words">
        {to === undefined ? (
          <span id={id} className="row-title">
            {words}
          </span>
        ) : (
          <Link to={to} {...(search ? { search } : {})} className="row-open">
            <span id={id} className="row-title one-line">
              {words}
            </span>
          </Link>
        )}
        {meta !== undefined && <div className="row-meta wrap">{meta}</div>}
      </div>
      {due !== undefined && <div className="row-due">{due}</div>}
      {action !== undefined && <div className="row-action">{action}</div>}
    </li>
  );
}

/** The box by which a row is chosen, where rows can be; with `Shift` it chooses every row up to it. */
function Choice({ of }: { readonly of: string }) {
  const choice = useContext(RowChoiceContext);
  if (!choice) return null;
  return (
    <label className="row-choice">
      <input
        type="checkbox"
        aria-labelledby={of}
        checked={choice.isChosen}
        onChange={({ nativeEvent }) => choice.choose(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
      />
    </label>
  );
}

/** A row of the narrow list of three panes: who ‖ when, number and subject in two lines, state ‖ tag. */
export function CompactRow(props: {
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly who: ReactNode;
  readonly when: ReactNode;
  readonly number?: ReactNode;
  readonly title: ReactNode;
  readonly state?: ReactNode;
  readonly tag?: ReactNode;
  readonly selected?: boolean;
  readonly over?: boolean;
}) {
  return (
    <li
      className={classes('compact-row', { selected: props.selected, over: props.over })}
      data-row
      aria-current={props.selected ? 'true' : undefined}
    >
      <div className="flex gap-8 meta third">
        <span className="grow one-line">{props.who}</span>
        <span className="nowrap">{props.when}</span>
      </div>
      <Link to={props.to} {...(props.search ? { search: props.search } : {})} className="row-open">
        <span className="small two-lines" style={{ margin: '2px 0 4px' }}>
          {props.number !== undefined && <span className="number">{props.number} </span>}
          {props.title}
        </span>
      </Link>
      <div className="flex gap-8 meta third">
        <span className="grow one-line">{props.state}</span>
        {props.tag}
      </div>
    </li>
  );
}

function classes(name: string, which: Readonly<Record<string, boolean | undefined>>): string {
  return [name, ...Object.keys(which).filter((one) => which[one])].join(' ');
}

const skeletonWidths = ['62%', '48%', '55%', '40%'];

/** What stands where rows will be while they load: still, without shimmer. */
export function RowSkeletons({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label}>
      {skeletonWidths.map((width) => (
        <div key={width} className="skeleton-row">
          <span style={{ width: 28, height: 28 }} />
          <div className="grow column gap-8">
            <span style={{ width }} />
            <span style={{ width: '30%' }} />
          </div>
        </div>
      ))}
    </div>
  );
}
