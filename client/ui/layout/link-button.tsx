import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** An action that is done on another page: looks like a button, is a link. One `primary` a screen. */
export function LinkButton(props: {
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly primary?: boolean;
  readonly small?: boolean;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  const classes = ['link-button', props.primary ? 'primary' : '', props.small ? 'small-button' : '']
    .filter(Boolean)
    .join(' ');
  return (
    <Link to={props.to} {...(props.search ? { search: props.search } : {})} className={classes}>
      {props.icon}
      {props.children}
    </Link>
  );
}
