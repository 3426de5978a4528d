import { expect, it } from 'vitest';
import { spacesElsewhere } from '../../src/live/elsewhere.js';
import { ok } from '../../src/model/result.js';
import { liveState } from '../support/live.js';
import { memoryArize } from '../support/memory-arize.js';

it('a space that an answer leaves without a name or an ID is none that could be meant', async () => {
  const spaces = [{ id: 's', name: 'alpha' }, { id: 't' }, { name: 'beta' }, {}];
  const arize = { ...memoryArize(), list: () => Promise.resolve(ok(spaces)) };
  const live = liveState([['organization', { organization: 'Core' }]]);
  const found = await spacesElsewhere(arize, live, { spacesOf: [] });
  expect(found.map(({ address }) => address)).toEqual(['organization/Core/space/alpha']);
});
