import { useNavigate, useSearch } from '@tanstack/react-router';
import { z } from 'zod';

/** Filters live in the address: plain text values by name; an empty one leaves the address. */
export type Filters = Readonly<Record<string, string | undefined>>;

const filters = z.record(z.string(), z.string());

/** The search part of an address as plain texts: `?q=12` stays the text `12`. */
export function readFilters(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The search part of an address for these filters. */
export function writeFilters(values: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : '';
}

/** The filters of the page and how to change some of them. */
export function useFilters(): readonly [Filters, (changes: Filters) => void] {
  const search = filters.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = (changes: Filters): void => {
    void navigate({ to: '.', search: { ...search, ...changes }, replace: true });
  };
  return [search, change];
}
