import type { Address } from './address.js';

/**
 * Compiles a glob over addresses: `*` stands for anything within one segment, `**` for any number of segments, none
 * included (`organization/A/**` also matches `organization/A`). Every other character stands for itself, since names
 * may hold any. Emails compare without case, as they do everywhere. Linear in the address for each part of the glob.
 */
export function addressGlob(pattern: string): (address: Address) => boolean {
  const glob = pathGlob(pattern.split('/'));
  return (address) => glob(address.split('/'), isEmailAt);
}

/** The same where the addresses are known: the pattern that is one of them stands for it alone, since names may hold stars. */
export function globAmong(addresses: ReadonlySet<Address>, pattern: string): (address: Address) => boolean {
  return addresses.has(pattern as Address) ? (address) => address === pattern : addressGlob(pattern);
}

/** The same over places as people write them, `ORGANIZATION/SPACE/PROJECT`; `A/**` is what is in `A`, without `A` itself. */
export function placeGlob(pattern: string): (place: string) => boolean {
  const segments = pattern.split('/');
  const isInside = segments.length > 1 && segments.at(-1) === '**';
  const glob = pathGlob(isInside ? [...segments.slice(0, -1), '*', '**'] : segments);
  return (place) => glob(place.split('/'));
}

/** A segment in which each `*` stands for any characters: everything between two stars is looked for once, from left to right. */
export function segmentGlob(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    let from = first.length;
    const end = text.length - last.length;
    if (from > end || !text.startsWith(first) || !text.endsWith(last)) return false;
    for (const part of rest) {
      const found = text.indexOf(part, from);
      if (found < 0 || found + part.length > end) return false;
      from = found + part.length;
    }
    return true;
  };
}

/** Whether a segment of an address is an email: `user/EMAIL`, `…/member/EMAIL`. Words stand at even places, names at odd ones. */
export function isEmailAt(segments: readonly string[], index: number): boolean {
  const word = segments[index - 1];
  return index % 2 === 1 && (word === 'member' || (index === 1 && word === 'user'));
}

type Segments = readonly string[];

/** A run of `**` is as good as one. */
export function globPieces(segments: Segments): Segments {
  return segments.filter((segment, index) => segment !== '**' || segments[index - 1] !== '**');
}

/**
 * Goes through a path once and keeps every place in the glob that it may be at, so that no number of `**` makes it go back.
 */
function pathGlob(segments: Segments): (path: Segments, isEmail?: typeof isEmailAt) => boolean {
  const pieces = globPieces(segments).map((segment) =>
    segment === '**' ? 'deep' : { exact: segmentGlob(segment), email: segmentGlob(segment.toLowerCase()) },
  );
  /** The places that are reached with nothing more: behind every `**` that stands here. */
  const reach = (places: Set<number>, place: number) => {
    places.add(place);
    if (pieces[place] === 'deep') reach(places, place + 1);
  };
  return (path, isEmail) => {
    let places = new Set<number>();
    reach(places, 0);
    for (const [index, segment] of path.entries()) {
      const next = new Set<number>();
      for (const place of places) {
        const piece = pieces[place];
        if (piece === undefined) continue;
        if (piece === 'deep') reach(next, place);
        else if (isEmail?.(path, index) === true ? piece.email(segment) : piece.exact(segment)) reach(next, place + 1);
      }
      if (next.size === 0) return false;
      places = next;
    }
    return places.has(pieces.length);
  };
}
