import type { KindName } from '../model/resource.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import type { Typed } from '../model/typed.js';
import { separated } from '../model/typed.js';
import { kindNames } from './index.js';

/** `users,space-member`: kinds in the singular or the plural. */
export const someKinds: Typed<readonly KindName[]> = separated((word) => {
  const found = kindNames.find((name) => name === word || `${name}s` === word);
  if (found !== undefined) return ok(found);
  const instead = didYouMean(word, kindNames) ?? `the kinds are ${kindNames.join(', ')}.`;
  return failed(`${JSON.stringify(word)} is not a kind: ${instead}`);
});
