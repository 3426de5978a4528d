import type { Address } from '../model/address.js';
import { segmentsOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';
import { clean } from './style.js';

/** Where an object stands, for people: the heading that it comes under, and what it is called there. */
export interface Place {
  /** Sorts headings: the account first, then organizations with their spaces. */
  readonly key: string;
  readonly heading: string;
  /** `member raj@example.com`, `project chatbot restriction`. */
  readonly title: string;
}

/** Where something stands in the files, in brackets. */
export function placeText(
  source: { readonly file: string; readonly line: number; readonly column: number } | null | undefined,
): string {
  return source == null ? '' : ` (${clean(source.file)}:${String(source.line)}:${String(source.column)})`;
}

/** The same in short, for what is read line by line. */
export function lineText({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${clean(file)}:${String(line)}`;
}

/** Splits an address into the organization or space it belongs to and the rest. */
export function placeOf(address: string): Place {
  const segments = segmentsOf(address as Address);
  const [top, organization, next, space] = segments;
  if (top !== 'organization' || organization === undefined)
    return { key: '', heading: 'Account', title: words(segments) };
  if (next !== 'space' || space === undefined) {
    const rest = segments.slice(2);
    return { key: organization, heading: label(organization), title: words(rest.length === 0 ? segments : rest) };
  }
  const rest = segments.slice(4);
  return {
    key: `${organization}\0${space}`,
    heading: `${label(organization)} / ${label(space)}`,
    title: words(rest.length === 0 ? ['space', space] : rest),
  };
}

/** Steps under the organization or the space that each lies in, with what it is called there. */
export function stepsByPlace<Step extends { readonly address: string }>(
  steps: readonly Step[],
): readonly { readonly heading: string; readonly own: readonly { readonly step: Step; readonly title: string }[] }[] {
  const placed = steps.map((step) => ({ step, ...placeOf(step.address) }));
  return [...groupBy(placed, ({ key }) => key)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, own]) => ({ heading: own[0]?.heading ?? '', own }));
}

function words(segments: readonly string[]): string {
  return segments.map(label).join(' ');
}

/** A name as it is shown among other words: in quotes where its end or a separator in it could be mistaken. */
export function label(name: string): string {
  return name === '' || name.trim() !== name || /["/]| {2}/.test(name) ? clean(JSON.stringify(name)) : clean(name);
}
