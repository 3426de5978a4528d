import type { ReviewItem } from './plan-review.js';

/** Where somebody is in a review. Pure: keys lead from one state to the next. */
export interface ReviewState {
  /** The item that the cursor is on, among all, and the line of it: 0 is its first, the others are its parts. */
  readonly item: number;
  readonly part: number;
  readonly open: ReadonlySet<number>;
  /** Only items about a person or place that holds this are shown. */
  readonly filter: string;
  /** What was looked for last. */
  readonly search: string;
  /** What is typed, and for what. */
  readonly typing?: { readonly what: 'filter' | 'search'; readonly text: string };
  readonly end?: 'left' | 'interrupted';
}

export const reviewStart: ReviewState = { item: 0, part: 0, open: new Set(), filter: '', search: '' };

export type ReviewKey =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'enter'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'escape'
  | 'backspace'
  | 'interrupt'
  /** A character. */
  | { readonly typed: string };

type Items = readonly ReviewItem[];

/** The indexes of the items that are shown. */
export function shownItems(items: Items, { filter }: Pick<ReviewState, 'filter'>): readonly number[] {
  const wanted = filter.toLowerCase();
  return items.flatMap(({ about }, index) =>
    wanted === '' || about.some((text) => text.includes(wanted)) ? [index] : [],
  );
}

/** `rows`: how many lines a page has. */
export function afterKey(state: ReviewState, key: ReviewKey, items: Items, rows: number): ReviewState {
  if (state.end !== undefined) return state;
  if (key === 'interrupt') return { ...state, end: 'interrupted' };
  if (state.typing !== undefined) return typed(state, state.typing, key, items);
  if (typeof key === 'object') return command(state, key.typed, items);
  switch (key) {
    case 'up':
      return moved(state, -1, items);
    case 'down':
      return moved(state, 1, items);
    case 'page-up':
      return moved(state, -rows, items);
    case 'page-down':
      return moved(state, rows, items);
    case 'home':
      return moved(state, -Infinity, items);
    case 'end':
      return moved(state, Infinity, items);
    case 'right':
      return toggled(state, items, true);
    case 'left':
      return toggled(state, items, false);
    case 'enter':
      return toggled(state, items, !state.open.has(state.item));
    case 'escape':
      return filtered(state, '', items);
    case 'backspace':
      return state;
  }
}

function command(state: ReviewState, letter: string, items: Items): ReviewState {
  switch (letter) {
    case 'q':
      return { ...state, end: 'left' };
    case 'j':
      return moved(state, 1, items);
    case 'k':
      return moved(state, -1, items);
    case ' ':
      return toggled(state, items, !state.open.has(state.item));
    case 'g':
      return moved(state, -Infinity, items);
    case 'G':
      return moved(state, Infinity, items);
    case 'n':
      return found(state, items);
    case 'f':
      return { ...state, typing: { what: 'filter', text: '' } };
    case '/':
      return { ...state, typing: { what: 'search', text: '' } };
    default:
      return state;
  }
}

/** A cat on the keyboard gets no further. */
const longest = 100;

function typed(
  state: ReviewState,
  { what, text }: NonNullable<ReviewState['typing']>,
  key: ReviewKey,
  items: Items,
): ReviewState {
  const { typing: _, ...rest } = state;
  if (key === 'escape') return rest;
  if (key === 'enter') return what === 'filter' ? filtered(rest, text, items) : found({ ...rest, search: text }, items);
  const more = typeof key === 'object' ? text + key.typed : key === 'backspace' ? text.slice(0, -1) : text;
  return { ...rest, typing: { what, text: more.slice(0, longest) } };
}

/** The cursor stays where it is, if that is still shown; else it is on the first that is. */
function filtered(state: ReviewState, filter: string, items: Items): ReviewState {
  const next = { ...state, filter };
  const shown = shownItems(items, next);
  return shown.includes(state.item) ? next : { ...next, item: shown[0] ?? 0, part: 0 };
}

/** The next item that is shown and holds what is looked for, round the end; it is opened where that is inside it. */
function found(state: ReviewState, items: Items): ReviewState {
  const wanted = state.search.toLowerCase();
  const shown = shownItems(items, state);
  const from = shown.indexOf(state.item) + 1;
  const holds = (text: string) => text.toLowerCase().includes(wanted);
  for (const index of wanted === '' ? [] : [...shown.slice(from), ...shown.slice(0, from)]) {
    const { text = '', parts = [] } = items[index] ?? {};
    const part = parts.findIndex((one) => holds(one.text));
    if (holds(text)) return { ...state, item: index, part: 0 };
    if (part >= 0) return { ...state, item: index, part: part + 1, open: new Set([...state.open, index]) };
  }
  return state;
}

function toggled(state: ReviewState, items: Items, isOpen: boolean): ReviewState {
  if (isOpen && (items[state.item]?.parts.length ?? 0) === 0) return state;
  const open = new Set(state.open);
  if (isOpen) open.add(state.item);
  else open.delete(state.item);
  return { ...state, open, part: isOpen ? state.part : 0 };
}

/** By lines: those of an open item are gone through one by one. */
function moved(state: ReviewState, by: number, items: Items): ReviewState {
  const stops = shownItems(items, state).flatMap((item) => {
    const inside = state.open.has(item) ? (items[item]?.parts.length ?? 0) : 0;
    return Array.from({ length: inside + 1 }, (_, part) => ({ item, part }));
  });
  const at = stops.findIndex(({ item, part }) => item === state.item && part === state.part);
  return { ...state, ...stops[Math.max(0, Math.min(stops.length - 1, at + by))] };
}
