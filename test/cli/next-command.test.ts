import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CommandRun } from '../../src/report/next-command.js';
import { commandRun } from '../../src/cli/command-run.js';
import { commandsOf } from '../../src/cli/command-run.js';
import { nextCommand, sameCommand, withFlags } from '../../src/report/next-command.js';
import { makeProgram } from '../../src/cli/program.js';
import { flagsOf } from '../../src/cli/run.js';
import { commandText } from '../../src/model/command-text.js';
import { runs } from '../support/runs.js';

/* Every command that is printed is about the same files, account and journal as the one that prints it. */

/** What the program reads of a command line. */
interface Parsed {
  readonly ran: CommandRun;
  readonly flags: Readonly<Record<string, unknown>>;
}

async function parse(words: readonly string[]): Promise<Parsed> {
  let parsed: Parsed | undefined;
  const program = makeProgram(() => (...handed) => {
    const command = handed.at(-1) as Parameters<typeof flagsOf>[0];
    const { flags, given } = flagsOf(command);
    parsed = { ran: commandRun(command, given), flags };
    return Promise.resolve();
  });
  program.configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  await program.parseAsync([...words], { from: 'user' });
  if (parsed === undefined) throw new Error(`nothing ran: ${words.join(' ')}`);
  return parsed;
}

/** What a shell makes of printed commands. */
function typed(lines: readonly string[]): readonly (readonly string[])[] {
  const script = lines.map((line) => `set -- ${line}\nprintf '%s\\0' "$#" "$@"`).join('\n');
  const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0');
  const commands: (readonly string[])[] = [];
  for (let at = 0; commands.length < lines.length;) {
    const size = Number(words[at]);
    commands.push(words.slice(at + 1, at + 1 + size));
    at += 1 + size;
  }
  return commands;
}

const anyText = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.constantFrom(...["it's", 'a b', '-x', '--quiet', '-', '$HOME', '`id`', 'a\nb', 'c\n', '\n\n', '=x', '*', '::x']),
);
/** No flag takes an empty value, `-` for a file, or a folder for one. */
const text = anyText
  .map((value) => value.replaceAll(/[\0\p{Cs}]/gu, ''))
  .map((value) => (value.trim() === '' || /^-$|\/$/.test(value) ? `${value}x` : value));

/** What says what a command is about, with the values that it may have. */
const about = {
  file: text,
  allowVariable: fc.constantFrom('AX_*', 'TEAM', '*'),
  only: fc.constantFrom('user', 'role,space', 'users'),
  target: text,
  since: text,
  live: text,
  transport: fc.constantFrom('ax', 'api'),
  profile: text,
  ax: text,
  roster: fc.constantFrom('auto', 'graphql', 'off'),
  rosterQueries: fc.constantFrom('1', '60', '100000'),
  journal: text,
} as const;
const repeated: ReadonlySet<string> = new Set(['file', 'allowVariable', 'target']);
const names = Object.keys(about) as (keyof typeof about)[];

const commands = commandsOf(makeProgram(() => () => Promise.resolve()));
const takes = (verb: string) => {
  const options = commands.find(([name]) => name === verb)?.[1].options ?? [];
  return new Map(options.map((option) => [option.attributeName(), option] as const));
};
/** Commands, each with arguments that it can be run with. */
const verbs: readonly (readonly [verb: string, ...args: string[]])[] = [
  ['init'],
  ['validate'],
  ['plan'],
  ['apply'],
  ['apply', 'plan.json'],
  ['drift'],
  ['adopt', 'user/*'],
  ['grant', 'a@example.com', 'member', 'O/s'],
  ['revoke', 'a@example.com', 'O/s'],
  ['offboard', 'a@example.com'],
  ['fmt'],
  ['access'],
  ['access review'],
  ['keys rotate', 'traces'],
  ['users reset-password', 'a@example.com'],
  ['snapshot'],
  ['export'],
  ['ids', 'role/*'],
  ['history', '6f1d'],
  ['doctor'],
];

/** A flag in one of the ways in which it can be typed. */
function spelt(name: string, verb: string, value: string, how: number): readonly string[] {
  const { short, long = '' } = takes(verb).get(name) ?? {};
  const canStandApart = !value.startsWith('-');
  if (short !== undefined && how % 2 === 0 && value !== '' && !value.startsWith('='))
    return canStandApart && how % 4 === 0 ? [short, value] : [`${short}${value}`];
  return canStandApart && how % 4 === 1 ? [long, value] : [`${long}=${value}`];
}

const global = fc.constantFrom('--quiet', '--verbose', '--no-color', '-q');

const commandLine = fc.constantFrom(...verbs).chain(([verb, ...args]) => {
  const own = names.filter((name) => takes(verb).has(name));
  const flag = fc
    .constantFrom(...(own.length === 0 ? (['file'] as const) : own))
    .chain((name) =>
      fc.tuple(about[name], fc.nat(7)).map(([value, how]) => ({ name, words: spelt(name, verb, value, how) })),
    );
  const flags = fc.uniqueArray(flag, {
    maxLength: own.length === 0 ? 0 : 6,
    comparator: (a, b) => a.name === b.name && !repeated.has(a.name),
  });
  return fc
    .tuple(flags, fc.array(global, { maxLength: 2 }), fc.array(global, { maxLength: 1 }), fc.nat(), fc.nat())
    .map(([given, before, after, seed, split]) => {
      const pieces = [...given.map(({ words }) => words), ...after.map((word) => [word])];
      // Flags anywhere among the arguments.
      const cut = args.length === 0 ? 0 : seed % (pieces.length + 1);
      const [first, ...path] = verb.split(' ');
      // Those of `access` before or after `review`.
      const early = verb === 'access review' ? split % (cut + 1) : 0;
      const flat = (some: readonly (readonly string[])[]) => some.flat();
      return [
        ...before,
        ...[first ?? '', ...flat(pieces.slice(0, early)), ...path, ...flat(pieces.slice(early, cut))],
        ...[...args, ...flat(pieces.slice(cut))],
      ];
    });
});

it('means the same files, account and journal when it is typed, however this one was typed', async () => {
  await fc.assert(
    fc.asyncProperty(
      commandLine,
      text,
      fc.subarray([...verbs], { minLength: 1, maxLength: 3 }),
      async (words, odd, chosen) => {
        const { ran, flags } = await parse(words);
        const others = chosen.map(([verb, ...args]) => ({
          verb,
          args: args.length === 0 || verb.startsWith('g') ? args : [odd, ...args.slice(1)],
        }));
        const lines = [
          ...others.map(({ verb, args }) => nextCommand({ ran }, verb, args)),
          ...others.map(({ verb, args }) =>
            withFlags(`look: ${commandText(verb, args)}, then go on`, { ran }).slice(7, -13),
          ),
          sameCommand({ ran }),
        ];
        const all = [...others, ...others, { verb: ran.verb, args: ran.args }];
        for (const [index, [program, ...next]] of typed(lines).entries()) {
          const { verb = '', args } = all[index] ?? {};
          const then = await parse(next);
          expect([program, then.ran.verb, then.ran.args]).toEqual(['ax-gitops', verb, args]);
          const both = names.filter((name) => takes(verb).has(name) && takes(ran.verb).has(name));
          const of = (from: typeof flags) => Object.fromEntries(both.map((name) => [name, from[name]]));
          expect(of(then.flags), lines[index]).toEqual(of(flags));
        }
      },
    ),
    { numRuns: runs },
  );
});

/* A flag that says what a command is about must be one of those that printed commands take over. */
it('every flag that several commands take is taken over, or says nothing of what they are about', () => {
  const carried = new Set([...names, 'axMode', 'concurrency', 'timeout']);
  const ofOutput = new Set(['format', 'out', 'dryRun', 'check', 'plan', 'version']);
  const ofOne = new Set(['autoApprove', 'allowDestructive', 'snapshot']);
  const all = commands.flatMap(([verb]) => [...takes(verb).keys()]);
  const shared = [...new Set(all.filter((name, index) => all.indexOf(name) !== index))];
  expect(shared.filter((name) => !carried.has(name) && !ofOutput.has(name) && !ofOne.has(name))).toEqual([]);
});

const typedRun = () =>
  parse([
    'apply',
    '--quiet',
    '-f',
    'of ours',
    '--only=roles',
    '--transport',
    'api',
    '--profile',
    'x',
    '--auto-approve',
  ]);

it.each([
  ['run `ax-gitops doctor` to see which', 'run `ax-gitops doctor --transport api --profile x` to see which'],
  ['`ax-gitops validate`', "`ax-gitops validate -f 'of ours'`"],
  [
    'make it again with `ax-gitops plan --out PLAN.json`',
    "make it again with `ax-gitops plan --out PLAN.json --only role -f 'of ours' --transport api --profile x`",
  ],
  ["`ax-gitops keys rotate 'a`b'`", "`ax-gitops keys rotate 'a`b' -f 'of ours' --transport api --profile x`"],
  [
    '`ax-gitops history -- -x` and `ax-gitops ids`',
    '`ax-gitops history -- -x` and `ax-gitops ids --transport api --profile x`',
  ],
  // What it says itself counts.
  ['`ax-gitops plan -f other --transport=ax`', '`ax-gitops plan -f other --transport=ax --only role --profile x`'],
  ['`ax-gitops schema`', '`ax-gitops schema`'],
  // No command of ours.
  [
    '`ax-gitops nothing` and `ax-gitops` and ax-gitops doctor',
    '`ax-gitops nothing` and `ax-gitops` and ax-gitops doctor',
  ],
])('%s', async (message, whole) => {
  expect(withFlags(message, await typedRun())).toBe(whole);
  expect(withFlags(message, await parse(['apply']))).toBe(message);
});

it('what was agreed to is agreed to for the same command alone', async () => {
  const { ran } = await parse(['apply', '--auto-approve', '--max-destructive', '20%', '--journal', 'j']);
  expect(sameCommand({ ran })).toBe('ax-gitops apply --auto-approve --max-destructive 20% --journal j');
  expect(nextCommand({ ran }, 'keys rotate', ['k'])).toBe('ax-gitops keys rotate k --journal j');
});

it.each([
  [['access', '--user', 'a@example.com', 'review', '--out', 'x'], "'access review' does not take --user"],
  [['access', '--format', 'html', 'review', '--out', 'x'], "'access review' does not take --format html"],
])('what a command would leave out of account is an error: %j', async (words, message) => {
  await expect(parse(words)).rejects.toThrow(message);
});
