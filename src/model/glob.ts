import type { Address } from './address.js';

/**
 * Compiles a glob over addresses: `*` stands for anything within one segment, `**` for any number of segments, none
 * included (`organization/A/**` also matches `organization/A`). Every other character stands for itself, since names
 * may hold any. Emails compare without case, as they do everywhere.
 */
export function addressGlob(pattern: string): (address: Address) => boolean {
  const segments = pattern.split('/');
  let source = '';
  segments.forEach((segment, index) => {
    if (segment === '**') {
      source += index === 0 ? '(?:[^/]+(?:/|$))*' : '(?:/[^/]+)*';
      return;
    }
    const isEmail = ['user', 'member'].includes(segments[index - 1] ?? '');
    const text = isEmail ? segment.toLowerCase() : segment;
    const afterLeadingDeep = index === 1 && segments[0] === '**';
    source += `${index === 0 || afterLeadingDeep ? '' : '/'}${text.split('*').map(escape).join('[^/]*')}`;
  });
  const expression = new RegExp(`^${source}$`);
  return (address) => expression.test(address);
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
