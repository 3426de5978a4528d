import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Arize } from '../../src/remote/port.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import { documentsOf, stateOf } from '../support/files.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { naughty } from '../support/naughty.js';
import { transports } from '../support/transports.js';

/*
 * Whatever text stands in a file, `validate` refuses it or the account has it after one apply: the plan after that is empty. On a
 * server that stores names and descriptions without the blanks around them (contract §7), over REST and through the real ax.
 */

const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...naughty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  // Whatever surrounds it, also what one takes for a blank and another does not.
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...naughty), fc.constantFrom(...naughty)).map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', '😀', 'é', '-'), fc.integer({ min: 250, max: 260 }))
      .map(([part, times]) => part.repeat(times)),
  },
);

const anyTexts = fc.record({
  person: anyText,
  role: anyText,
  organization: anyText,
  about: anyText,
  space: anyText,
  inside: anyText,
  project: anyText,
});
type Texts = Readonly<Record<'person' | 'role' | 'organization' | 'about' | 'space' | 'inside' | 'project', string>>;

const counts = { cases: 0, texts: 0, refused: 0 };

/** A text as a name, or another one where that is refused. */
async function asName(text: string, otherwise: string): Promise<string> {
  return (await isRefused({ organizations: { [text]: {} } })) ? otherwise : text;
}

/** The value of a field that means this text. */
async function asValue(text: string, otherwise: string): Promise<string> {
  const written = literal(text);
  const file = {
    roles: { R: { description: written, permissions: ['ROLE_READ'] } },
    users: { 'a@x.io': { name: written } },
  };
  return (await isRefused(file)) ? otherwise : written;
}

/** A value in which nothing is read from the environment; keys are literal anyway. */
function literal(text: string): string {
  return text.replaceAll('${', () => '$${');
}

async function isRefused(content: object): Promise<boolean> {
  const { diagnostics } = await documentsOf({ 'access.yaml': stringify({ version: 1, ...content }) });
  counts.texts++;
  if (diagnostics.length > 0) counts.refused++;
  return diagnostics.length > 0;
}

/** The one person, role, organization, space and project, with these texts; `before`: what they were called. */
async function fileOf(texts: Texts, before?: Texts): Promise<string> {
  const from = (former: string | undefined, now: string) =>
    former === undefined || former === now ? {} : { renamed_from: literal(former) };
  const [organization, space, project] = [
    await asName(texts.organization, 'O'),
    await asName(texts.space, 'S'),
    await asName(texts.project, 'P'),
  ];
  const former = before && {
    organization: await asName(before.organization, 'O'),
    space: await asName(before.space, 'S'),
    project: await asName(before.project, 'P'),
  };
  return stringify({
    version: 1,
    users: { 'ann@x.io': { name: await asValue(texts.person, 'Ann') } },
    roles: { R: { description: await asValue(texts.role, ''), permissions: ['ROLE_READ'] } },
    organizations: {
      [organization]: {
        description: await asValue(texts.about, ''),
        ...from(former?.organization, organization),
        spaces: {
          [space]: {
            description: await asValue(texts.inside, ''),
            ...from(former?.space, space),
            projects: { [project]: { create: true, ...from(former?.project, project) } },
          },
        },
      },
    },
  });
}

async function converges(file: string, arize: Arize): Promise<void> {
  const desired = await stateOf({ 'access.yaml': file });
  const { report } = await carryOut(await planOf(desired, arize), arize);
  expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
  expect(lines(await planOf(desired, arize))).toEqual([]);
}

/** Made anew for each case, since one ax serves many. */
async function emptied(arize: Arize): Promise<void> {
  const desired = await stateOf({
    'access.yaml': 'version: 1\nroles: {}\norganizations: {}\npolicy: { unmanaged: remove }\n',
  });
  await carryOut(await planOf(desired, arize, { maxDestructive: { count: 100 } }), arize);
}

describe('on a server', () => {
  let home: string;
  let sandbox: Sandbox;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'ax-gitops-texts-'));
    sandbox = await startSandbox({
      seed: {
        users: [
          { email: 'root@x.io', name: 'Root', role: 'ADMIN' },
          { email: 'ann@x.io', name: 'Ann' },
        ],
      },
    });
    await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(home, { recursive: true });
    process.stdout.write(
      `texts on a server: ${String(counts.cases)} cases, ${String(counts.refused)} of ${String(counts.texts)} texts refused\n`,
    );
  });

  it.each([
    ['the REST API', Math.ceil(runs / 30)],
    ['the real ax, kept warm', Math.ceil(runs / 300)],
  ] as const)(
    'every text is refused, or there after one apply, over %s',
    async (name, cases) => {
      const arize = transports[name](home);
      try {
        await fc.assert(
          fc.asyncProperty(anyTexts, anyTexts, async (first, second) => {
            counts.cases++;
            try {
              await converges(await fileOf(first), arize);
              await converges(await fileOf(second, first), arize);
            } finally {
              await emptied(arize);
            }
          }),
          { numRuns: cases },
        );
        // Else the test above would have tried nothing.
        expect(counts.refused).toBeLessThan(counts.texts / 2);
      } finally {
        await arize.close();
      }
    },
    timeout,
  );
});
