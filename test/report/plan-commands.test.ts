import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { isUnsafe } from '../../src/model/unsafe-text.js';
import { planToCommands } from '../../src/report/plan-commands.js';
import { document, plain, richPlan, step } from './factory.js';
import { printPlan } from '../../src/report/plan-text.js';

/** What a POSIX shell makes of a script's words. */
function wordsOf(script: string): string[] {
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

it('is a script with a command per step', () => {
  const { steps, ...rest } = richPlan();
  const chosen = steps.filter(({ command }) => command.length > 3);
  expect(planToCommands({ ...rest, steps: chosen })).toMatchInlineSnapshot(`
    "#!/bin/sh
    # Plan for profile prod at api.arize.com (ax 0.39.0)
    # Plan: 5 to create, 3 to update, 2 to delete (4 destructive), 5 to assert. 3 steps escalate. 1 setting can't be applied. 1 live object is not in your files.
    #
    # The commands of a plan, in the order in which they may run one after the other. For reading; \`ax-gitops apply\`
    # is what carries out a plan.
    # {id:ADDRESS} stands for the ID of something that does not exist yet: that of the object which the step at
    # ADDRESS creates. It is the "id" that this command prints.
    # digest sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    set -eu

    # 1/2 + create organization/Platform Team/member/raj@example.com: new, through group data-science (access.yaml:12)
    ax organizations add-user QWNjOjE= --user-id '{id:user/raj@example.com}' --role MEMBER

    # 2/2 - delete user/bob@example.com: declared absent (access.yaml:8)
    # DESTRUCTIVE, irreversible; Arize also removes organization/Platform Team/space/team-alpha/member/bob@example.com, organization/Platform Team/space/team-alpha/project/chatbot/member/bob@example.com
    ax users delete --id VXNlcjo3 --force
    "
  `);
});

it('says nothing of IDs to come where there are none', () => {
  expect(planToCommands(document([step('user/a@b.c', 'update')]))).not.toContain('{id:');
});

it('runs as a shell script, one ax after the other, with names as they are', () => {
  const names = ["O'Brien; rm -rf /", 'two\nlines\nax users delete --email root@example.com', '\u001B[2J$(id)', '# x'];
  const plan = document(
    names.map((name) =>
      step(`user/${name}`, 'create', {
        command: ['ax', 'users', 'create', '--full-name', name],
        reason: name,
        source: { file: name, line: 1, column: 1 },
      }),
    ),
  );
  const script = planToCommands(plan);
  const words = wordsOf(`ax() { printf '%s\\0' "$@"; }\n${script}`);
  expect(words).toEqual(names.flatMap((name) => ['users', 'create', '--full-name', name]));
  expect(script.split('\n').filter((line) => isUnsafe(line))).toEqual([]);
  expect(script.match(/^ax /gm)).toHaveLength(names.length);
  expect(isUnsafe(printPlan(plan, plain).replaceAll('\n', ''))).toBe(false);
});
