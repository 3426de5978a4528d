import { distance } from 'fastest-levenshtein';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Declared, PlaceNames } from './declared.js';
import { placeText } from './declared.js';

/** Why a place on the command line is not understood. */
export interface PlaceProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * The place that a text on the command line names: an address (`organization/Platform Team/space/team-alpha`), its names
 * (`Platform Team/team-alpha`), or the end of it where only one place ends so (`team-alpha`). A `/` inside a name is `%2F`.
 */
export function readPlace(text: string, declared: Declared): Result<PlaceNames, PlaceProblem> {
  const places = declared.places();
  const wanted = namesOf(text);
  const exact = wanted === undefined ? undefined : places.find((place) => placeText(place) === placeText(wanted));
  if (exact !== undefined) return ok(exact);
  const ends = places.filter((place) => isEnd(text, place));
  const [only, ...others] = ends;
  if (only !== undefined && others.length === 0) return ok(only);
  if (only !== undefined)
    return failed({
      message: `${JSON.stringify(text)} is the name of ${String(ends.length)} places in the files.`,
      hint: `write one of ${ends.map((place) => JSON.stringify(placeText(place))).join(', ')}`,
    });
  const near = nearest(text, places);
  return failed({
    message: `no file declares the place ${JSON.stringify(text)}.`,
    hint:
      near === undefined
        ? 'write ORGANIZATION, ORGANIZATION/SPACE or ORGANIZATION/SPACE/PROJECT as in the files'
        : `did you mean ${JSON.stringify(placeText(near))}?`,
  });
}

/** The names in a text, whether or not there is such a place. */
export function namesOf(text: string): PlaceNames | undefined {
  const parts = text.split('/').map((part) => decode(part));
  const address = /^organization\/[^/]+(?:\/space\/[^/]+(?:\/project\/[^/]+)?)?$/.test(text);
  const names = address ? parts.filter((_part, index) => index % 2 === 1) : parts;
  const [organization, space, project, more] = names;
  if (organization === undefined || more !== undefined || names.includes('')) return undefined;
  return { organization, ...(space !== undefined && { space }), ...(project !== undefined && { project }) };
}

function decode(part: string): string {
  return part.replaceAll(/%2f/gi, '/').replaceAll('%25', '%');
}

function isEnd(text: string, place: PlaceNames): boolean {
  return placeText(place).endsWith(`/${text}`);
}

function nearest(text: string, places: readonly PlaceNames[]): PlaceNames | undefined {
  const wanted = text.toLowerCase();
  const ranked = places
    .flatMap((place) => {
      const whole = placeText(place).toLowerCase();
      const last = whole.slice(whole.lastIndexOf('/') + 1);
      return [whole, last].map((known) => ({ place, far: distance(wanted, known) }));
    })
    .sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best !== undefined && best.far <= Math.max(2, Math.floor(text.length / 4)) ? best.place : undefined;
}
