import { cleanup, render } from 'ink-testing-library';
import { afterEach, expect, it } from 'vitest';
import { failed, ok } from '../../../src/model/result.js';
import { silentHost } from '../../../src/reconcile/host.js';
import { tellCalls } from '../../../src/reconcile/told-calls.js';
import { Reading } from '../../../src/report/ink/reading.js';
import type { ReadingState } from '../../../src/report/reading.js';
import { advanceReading, describeReading } from '../../../src/report/reading.js';
import { memoryArize } from '../../support/memory-arize.js';
import { plain } from '../factory.js';

afterEach(cleanup);

it('a list that is refused is not shown as read', async () => {
  let state: ReadingState = new Map();
  const memory = memoryArize();
  const arize = tellCalls(
    {
      ...memory,
      list: (listing) =>
        listing.list === 'roles'
          ? Promise.resolve(failed({ kind: 'forbidden', message: '403 Forbidden', uncertain: false }))
          : memory.list(listing),
      members: () => Promise.resolve(ok({ members: new Map(), problem: 'GraphQL is\u001B[2J off' })),
    },
    {
      ...silentHost,
      notify(event) {
        if (event.type === 'list') state = advanceReading(state, event);
      },
    },
  );
  await arize.list({ list: 'users' });
  await arize.list({ list: 'roles' });
  await arize.members?.([]);
  const view = <Reading title="Reading host …" state={state} style={plain} rows={24} columns={80} />;
  expect(render(view).lastFrame()?.split('\n')).toEqual([
    'Reading host …',
    '✓ users                  0',
    '! roles: not shown, 403 Forbidden',
    '! members: not shown, GraphQL is\\u{1b}…',
  ]);
  expect(describeReading(state)).toBe(
    '3 lists, 1 page, 0 objects; not shown: roles (403 Forbidden), members (GraphQL is\\u{1b}[2J off)',
  );
});
