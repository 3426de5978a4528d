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
  ['jan@example.com', ['mei@example.com', 'jane@example.com'], 'did you mean "jane@example.com"?'],
  ['jane@exmaple.com', ['jane@example.com'], 'did you mean "jane@example.com"?'],
  ['raj@example.com', ['mei@example.com', 'ra@example.com', 'sam@example.com'], 'did you mean "ra@example.com"?'],
  ['jane@example.com', ['mei@example.com', 'jane@another.org', 'example.com'], undefined],
  ['МL', ['ML'], 'did you mean "ML"? "\\u041cL" looks the same, and is another text'],
  ['Équipe A', ['ÉquipeA'], 'did you mean "ÉquipeA"?'],
  [
    'Équipe\u00a0A',
    ['Équipe A'],
    'did you mean "\\u00c9quipe A"? "\\u00c9quipe\\u00a0A" looks the same, and is another text',
  ],
  [
    'Équipe\u200bA',
    ['ÉquipeA'],
    'did you mean "\\u00c9quipeA"? "\\u00c9quipe\\u200bA" looks the same, and is another text',
  ],
  ['Équipe', ['E\u0301quipe'], 'did you mean "E\\u0301quipe"? "\\u00c9quipe" looks the same, and is another text'],
] as const)('for %s among %j: %s', (text, known, hint) => {
  expect(didYouMean(text, known)).toBe(hint);
});
