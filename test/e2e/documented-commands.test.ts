import { execa } from 'execa';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsIn, filledIn } from '../support/commands.js';
import { blocksOf, installShim, overRest, runLine, typedIn } from '../support/documented.js';
import { saidCommands } from '../support/said-commands.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* Every command that the documents and the messages of the product name is run as it is printed. */

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a reader of the documents has: their files in Git, a key with a sink, a plan and a snapshot. */
const files: Readonly<Record<string, string>> = {
  '.gitignore': '.secrets/\n',
  'access.yaml': `version: 1
users:
  jane@example.com: {}
  raj@example.com: {}
  new@example.com: {}
  sam@example.com: { name: Sam }
  bob@example.com: { name: Bob }
organizations:
  Payments: {}
  Platform Team:
    members:
      jane@example.com: admin
      raj@example.com: member
      sam@example.com: member
    spaces:
      team-alpha:
        members:
          raj@example.com: member
          sam@example.com: member
  Research:
    members:
      jane@example.com: member
secrets:
  local: { file: '.secrets/{name}.key' }
api_keys:
  traces:
    type: service
    spaces: { Platform Team/team-alpha: member }
    expires: 2099-01-01
    secret: local
`,
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await installShim(join(rig.folder, 'bin'), overRest);
  for (const [name, text] of Object.entries(files)) await rig.write(join('start', name), text);
  await run(
    `git init -q && git add . && git commit -qm one && for n in 1 2 3 4 5 6 7 8 9 10; do git commit -q --allow-empty -m more; done && git update-ref refs/remotes/origin/main HEAD`,
    'start',
  );
  await run('ax-gitops snapshot --out live.json && cp live.json 2026-q3.json && cp live.json 2026-q4.json', 'start');
});
afterAll(() => rig.close());

const run = (line: string, folder: string) => runLine(rig, line, folder);

let runs = 0;

/** The command does what it is there for; where it asks, nobody answers. */
async function expectToWork(command: string): Promise<void> {
  const line = filledIn(command);
  const folder = `run-${String(++runs)}`;
  await cp(join(rig.folder, 'start'), join(rig.folder, folder), { recursive: true });
  if (/^ax-gitops (?:init|export)/.test(line)) await run('rm access.yaml', folder);
  if (/ -f access(?: |$)/.test(line)) await run('mkdir access && mv access.yaml access', folder);
  if (line.includes('review --apply')) await run('ax-gitops access review --out review-2026-q4', folder);
  // A plan is saved before it is shown or applied.
  if (line.includes(' plan.json') && !line.includes('--out'))
    await run(`ax-gitops plan ${line.includes('--since') ? '--since origin/main ' : ''}--out plan.json`, folder);
  // Only what changes something is a run, and by now all that the files declare may be there.
  if (line.includes(' RUN'))
    await run(
      `printf 'roles: { Role of ${folder}: { permissions: [PROJECT_READ] } }' >> access.yaml && ax-gitops apply --auto-approve`,
      folder,
    );
  const { exitCode, stdout, stderr } = await run(
    line.replace(' RUN', ' "$(ax-gitops history --format json | grep -o -m1 \'"run": "[^"]*\' | cut -c9-16)"'),
    folder,
  );
  const isAsking =
    (exitCode === 3 && stderr.includes('there is no terminal to ask at')) ||
    (exitCode === 1 && stderr.includes('--review needs a terminal'));
  const isOfTheShell = /^sh: /m.test(stderr);
  const isAnswer = !isOfTheShell && (exitCode === 0 || exitCode === 2 || isAsking);
  expect(isAnswer ? 'it works' : `${line} ended with ${String(exitCode)}\n${stdout}${stderr}`).toBe('it works');
}

async function documents(): Promise<readonly string[]> {
  // Recipes are followed from top to bottom by a test of their own.
  const pages = (await readdir(join(root, 'docs'), { recursive: true }))
    .filter((name) => name.endsWith('.md') && !name.startsWith('recipes'))
    .map((name) => `docs/${name}`);
  return Promise.all(['README.md', 'SECURITY.md', ...pages].map((name) => readFile(join(root, name), 'utf8')));
}

/** Lines after `$` in blocks of the shell, without their comments. */
function shellLines(markdown: string): readonly string[] {
  return blocksOf(markdown)
    .flatMap(typedIn)
    .map(({ line }) => line);
}

const pages = await documents();
const lines = [...new Set(pages.flatMap((page) => [...shellLines(page), ...commandsIn(page)]))];

describe('the documents', () => {
  // A command's name alone, where it needs more, is no command to be run.
  const own = lines.filter((line) => /^ax-gitops (?!(?:revoke|offboard|grant|show|keys|users)$)/.test(line));
  it('name enough of them', () => {
    expect(own.length).toBeGreaterThan(20);
  });
  it.each(own)('%s', expectToWork);

  it('name only scripts that there are, and otherwise what the product is installed with', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const others = lines.filter((line) => !/^(?:ax|ax-gitops|git add) /.test(line));
    const unknown = others.filter((line) => scripts[/^npm run ([\w:]+)/.exec(line)?.[1] ?? ''] === undefined);
    expect(unknown).toEqual([
      'git clone … ax-gitops && cd ax-gitops',
      'npm install --global ax-gitops',
      'pipx install arize-ax-cli',
    ]);
  });
});

describe('the messages in the code', async () => {
  const sources = (await readdir(join(root, 'src'), { recursive: true })).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.gen.'),
  );
  const texts = await Promise.all(sources.map((name) => readFile(join(root, 'src', name), 'utf8')));
  // Comments describe; what users see stands in texts.
  const code = texts.map((text) =>
    text
      .replaceAll(/^\s*(?:\/\*\*.*|\*.*|\/\/.*)$/gm, '')
      .replaceAll('\\`', '`')
      .replaceAll(/<\/p>.*/g, ''),
  );
  // What ends with a comma is what is left of a template in which a command stands in backticks of its own.
  const printed = [...new Set(code.flatMap(commandsIn))].filter((command) => !/[${}]|,$/.test(command));
  // Most are spelled by functions. An expression that is new here needs an example, or this fails.
  const spelled = saidCommands({
    email: ['new@example.com'],
    grants: ['organization/Research/**'],
    name: ['traces'],
    'nameOf(step)': ['traces'],
    next: ['plan', 'doctor'],
    'notKept.addresses': ['organization/Research/**'],
    'outcome.path': ['PLAN.json'],
    path: ['live.json'],
    run: ['RUN'],
    "join(folder, 'SHEET.csv')": ['DIR/SHEET.csv'],
  });
  const known = new Set(lines);
  // Only who has accepted their invitation has a password.
  const all = new Set([...printed, ...spelled].map((one) => one.replace(/(reset-password) .*/, '$1 raj@example.com')));
  it.each([...all].filter((command) => !known.has(command)))('%s', expectToWork);

  it('quote what they fill in for the shell', () => {
    const filled = code.flatMap((text) => [
      ...text.matchAll(
        /\bax(?:-gitops (?:plan|keys|users|show|apply|grant|access|export)|\s(?:profiles|auth|users|api-keys)) [^`'\n]*?\$\{([^}]*)\}/g,
      ),
    ]);
    const bare = filled.map(([, expression = '']) => expression).filter((one) => !one.startsWith('shellWord('));
    expect(bare.sort()).toEqual([]);
  });

  it('name only commands that ax has', async () => {
    const named = [...pages, ...code].flatMap((text) =>
      [
        ...text.matchAll(
          /`ax ((?:users|profiles|auth|organizations|spaces|roles|projects|api-keys|role-bindings) [a-z-]+)/g,
        ),
      ].map(([, words = '']) => words),
    );
    for (const words of new Set(named)) {
      const { exitCode } = await execa(process.env['AX_GITOPS_AX'] ?? 'ax', [...words.split(' '), '--help'], {
        reject: false,
      });
      expect(`ax ${words}: ${String(exitCode)}`).toBe(`ax ${words}: 0`);
    }
  });
});
