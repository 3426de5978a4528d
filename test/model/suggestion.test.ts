import { expect, it } from 'vitest';
import { didYouMean } from '../../src/model/suggestion.js';

it.each([
  ['team-alhpa', ['team-beta', 'team-alpha'], 'did you mean "team-alpha"?'],
  ['chta', ['chat'], 'did you mean "chat"?'],
  ['ab', ['cd'], undefined],
  ['ab', ['ax', 'AB'], 'did you mean "AB"?'],
  ['s ', ['s'], 'did you mean "s"?'],
  ['abc', ['abd'], 'did you mean "abd"?'],
  ['abc', ['ayz'], undefined],
  ['PROD', ['prof', 'prod'], 'did you mean "prod"?'],
  ['twelve chars', ['twelve chAXX'], 'did you mean "twelve chAXX"?'],
  ['twelve chars', ['twelve cXXXX'], undefined],
  ['anything', [], undefined],
] as const)('for %s among %j: %s', (text, known, hint) => {
  expect(didYouMean(text, known)).toBe(hint);
});
