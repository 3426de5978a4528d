import { describe, expect, it } from 'vitest';
import { buildDesiredState } from '../../src/desired/index.js';
import { policyChanges } from '../../src/guard/policy-changes.js';
import { loadDocuments } from '../../src/load/index.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The files' own words, as the command line reads them. */
async function stateOf(text: string) {
  const cwd = await mkdtemp(join(tmpdir(), 'ax-policy-'));
  try {
    await writeFile(join(cwd, 'access.yaml'), `version: 1\nusers: {}\n${text}\n`);
    const { documents, diagnostics } = await loadDocuments({ paths: [], cwd, env: {} });
    const built = buildDesiredState(documents, { now: new Date(0) });
    if (built.state === undefined) throw new Error(JSON.stringify([...diagnostics, ...built.diagnostics]));
    return built.state;
  } finally {
    await rm(cwd, { recursive: true });
  }
}

async function changes(before: string, after: string): Promise<readonly string[]> {
  return policyChanges(await stateOf(before), await stateOf(after)).map(
    ({ field, before: then, after: now, weakens, source }) =>
      `${weakens ? '!' : ' '}${field}: ${then ?? '-'} > ${now ?? '-'}${source === undefined ? '' : ` @${String(source.line)}`}`,
  );
}

describe('a change of the guardrails', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['nothing', 'policy: { protect: ["user/**", "role/R"] }', 'policy: { protect: ["role/R", "user/**"] }', []],
    [
      'protection',
      'policy: { protect: [user/a@b.c] }',
      'policy: { protect: [user/x@b.c] }',
      ['!protect: user/a@b.c > -', ' protect: - > user/x@b.c @3'],
    ],
    [
      'ignored',
      'policy: { ignore: [role/a] }',
      'policy: { ignore: [role/b] }',
      ['!ignore: - > role/b @3', ' ignore: role/a > -'],
    ],
    [
      'ignored no more, and removed',
      'policy: { ignore: [role/a], unmanaged: remove }',
      'policy: { unmanaged: remove }',
      ['!ignore: role/a > -'],
    ],
    [
      'separations',
      'policy: { separate: [[ROLE_READ, PROJECT_READ]] }',
      '',
      ['!separate: PROJECT_READ, ROLE_READ > -'],
    ],
    [
      'variables that the files may read, which more lists narrow',
      'policy: { allowed_variables: [AX_VAR_TEAM] }',
      '',
      ['!allowed_variables: AX_VAR_TEAM > -'],
    ],
    [
      'more variables',
      'policy: { allowed_variables: [A] }',
      'policy: { allowed_variables: [B, A] }',
      ['!allowed_variables: A > -', ' allowed_variables: - > A, B @3'],
    ],
    [
      'fewer variables',
      'policy: { allowed_variables: [A, B] }',
      'policy: { allowed_variables: [B] }',
      [' allowed_variables: - > B @3', ' allowed_variables: A, B > -'],
    ],
    [
      'domains',
      'policy: { allowed_domains: [a.io] }',
      'policy: { allowed_domains: [a.io, b.io] }',
      ['!allowed_domains: - > b.io @3'],
    ],
    [
      'all domains',
      'policy: { allowed_domains: [a.io] }',
      '',
      ['!allowed_domains: - > (any domain)', ' allowed_domains: a.io > -'],
    ],
    [
      'fewer domains',
      '',
      'policy: { allowed_domains: [a.io] }',
      [' allowed_domains: - > a.io @3', ' allowed_domains: (any domain) > -'],
    ],
    [
      'a higher limit',
      'policy: { max_destructive: 5 }',
      'policy: { max_destructive: 6 }',
      ['!max_destructive: 5 > 6 @3'],
    ],
    [
      'a lower limit',
      'policy: { max_destructive: 6 }',
      'policy: { max_destructive: 5 }',
      [' max_destructive: 6 > 5 @3'],
    ],
    [
      'another sort of limit',
      'policy: { max_destructive: 6 }',
      'policy: { max_destructive: 5% }',
      ['!max_destructive: 6 > 5% @3'],
    ],
    [
      'no limit of its own',
      'policy: { max_destructive: 5 }',
      '',
      ['!max_destructive: 5 > 10, and 20% of a kind (unless set)'],
    ],
    ['fewer admins', 'policy: { min_account_admins: 3 }', '', ['!min_account_admins: 3 > 2']],
    [
      'fewer admins of organizations',
      '',
      'policy: { min_organization_admins: 0 }',
      ['!min_organization_admins: 1 > 0 @3'],
    ],
    ['more admins', '', 'policy: { min_account_admins: 3 }', [' min_account_admins: 2 > 3 @3']],
    [
      'removal of everything',
      '',
      'policy: { unmanaged: remove }',
      [expect.stringMatching(/^!unmanaged: .*report.* > remove @3$/) as string],
    ],
    [
      'removal of a kind',
      'policy: { unmanaged: ignore }',
      'policy: { unmanaged: { user: remove, role: ignore } }',
      expect.arrayContaining(['!unmanaged.user: ignore > remove @3', ' unmanaged.space: ignore > report']) as never,
    ],
    [
      'tests',
      'tests: [{ cannot: { user: a@b.c, do: ROLE_READ, on: Core } }]',
      'tests: [{ cannot: { user: a@b.c, do: ROLE_READ } }]',
      ['!tests: cannot a@b.c: ROLE_READ on Core > -', ' tests: - > cannot a@b.c: ROLE_READ'],
    ],
    [
      'the target',
      'target: { profile: prod }',
      'target: { profile: dev, host: h.io }',
      ['!target.profile: prod > dev', ' target.host: - > h.io'],
    ],
    ['no target', 'target: { profile: prod }', '', ['!target.profile: prod > -']],
  ])('of %s', async (_name, before, after, expected) => {
    expect(await changes(before, after)).toEqual(expected);
  });
});
