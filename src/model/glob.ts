import type { Address } from './address.js';

/**
 * Compiles a glob over addresses: `*` stands for anything within one segment, `**` for any number of segments, none
 * included (`organization/A/**` also matches `organization/A`). Every other character stands for itself, since names
 * may hold any. Emails compare without case, as they do everywhere.
 */
export function addressGlob(pattern: string): (address: Address) => boolean {
  const segments = pattern.split('/');
  return pathGlob(
    segments.map((segment, index) => {
      const isEmail = ['user', 'member'].includes(segments[index - 1] ?? '');
      return isEmail ? segment.toLowerCase() : segment;
    }),
  );
}

/** The same over places as people write them, `ORGANIZATION/SPACE/PROJECT`; `A/**` is what is in `A`, without `A` itself. */
export function placeGlob(pattern: string): (place: string) => boolean {
  const segments = pattern.split('/');
  const isInside = segments.length > 1 && segments.at(-1) === '**';
  return pathGlob(isInside ? [...segments.slice(0, -1), '*', '**'] : segments);
}

function pathGlob(segments: readonly string[]): (path: string) => boolean {
  let source = '';
  segments.forEach((segment, index) => {
    if (segment === '**') {
      source += index === 0 ? '(?:[^/]+(?:/|$))*' : '(?:/[^/]+)*';
      return;
    }
    const afterLeadingDeep = index === 1 && segments[0] === '**';
    source += `${index === 0 || afterLeadingDeep ? '' : '/'}${segment.split('*').map(escape).join('[^/]*')}`;
  });
  const expression = new RegExp(`^${source}$`);
  return (path) => expression.test(path);
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
