import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { grant } from '../../src/cli/commands/edit.js';
import { plan } from '../../src/cli/commands/plan.js';
import { show } from '../../src/cli/commands/show.js';
import { validate } from '../../src/cli/commands/validate.js';
import { notTyped } from '../../src/report/next-command.js';
import type { Context } from '../../src/cli/context.js';
import type { CommandEnd } from '../../src/cli/end.js';
import { ended } from '../../src/cli/ended.js';
import type { DiagnosticCode } from '../../src/model/diagnostic-code.js';
import { diagnosticCodes } from '../../src/model/diagnostic-code.js';
import { startSandbox } from '../../src/sandbox/index.js';
import type { Example, NotShown } from './error-examples.js';
import { examples } from './error-examples.js';

/* docs/reference/error-examples.md: what each error code looks like, printed by the commands themselves. */

export async function errorExamples(): Promise<string> {
  const sandbox = await startSandbox();
  try {
    const login = { ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: sandbox.url };
    const sections: string[] = [];
    for (const code of diagnosticCodes) sections.push(await section(code, examples[code], login));
    return [
      '<!-- Generated from scripts/reference/error-examples.ts by `npm run reference`. Do not edit. -->',
      '# What each error code looks like',
      'What the codes mean, and how to fix what they point out: [Error codes](../errors.md).',
      ...sections,
      '',
    ]
      .join('\n\n')
      .replaceAll(sandbox.host, '127.0.0.1:8787');
  } finally {
    await sandbox.close();
  }
}

type Login = Readonly<Record<string, string>>;

async function section(code: DiagnosticCode, example: Example | NotShown, login: Login): Promise<string> {
  if ('notShown' in example) return `## ${code}\n\nNot shown: ${example.notShown}.`;
  const { files, shown: instead = {}, links = {}, command = 'validate' } = example;
  const printed = await printedBy(example, login);
  if (!printed.includes(`[${code}]`)) throw new Error(`the example of ${code} gives something else:\n${printed}`);
  const shown = Object.entries(files).map(
    ([name, text]) => `\`${name}\`:\n\n\`\`\`\`text\n${(instead[name] ?? text.toString()).trimEnd()}\n\`\`\`\``,
  );
  const linked = Object.entries(links).map(([name, to]) => `\`${name}\` is a link to \`${to}\`.`);
  return [
    `## ${code}`,
    ...shown,
    ...linked,
    `\`\`\`\`text\n$ ax-gitops ${command}\n${printed.trimEnd()}\n\`\`\`\``,
  ].join('\n\n');
}

async function printedBy({ files, links = {}, command = 'validate', env }: Example, login: Login): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-example-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    for (const [name, to] of Object.entries(links)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await symlink(to, join(folder, name));
    }
    const stderr = new PassThrough();
    const context = contextIn(folder, command.startsWith('plan') ? login : { ...env }, stderr);
    ended(await run(command, context), context);
    stderr.end();
    return (await textOf(stderr)).replaceAll(folder, '/home/jane/access');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(command: NonNullable<Example['command']>, context: Context): Promise<CommandEnd> {
  const connection = { transport: 'api', concurrency: 4, roster: 'auto', timeout: 60 } as const;
  switch (command) {
    case 'validate':
      return validate({ format: 'text' }, context);
    case 'plan':
      return plan({ ...connection, format: 'text' }, context);
    case 'plan --only space-role-binding':
      return plan({ ...connection, only: ['space-role-binding'], format: 'text' }, context);
    case 'show plan.json':
      return show('plan.json', { format: 'text' }, context);
    default:
      return grant(['raj@example.com', 'admin', 'Platform Team'], { ...connection, format: 'text' }, context);
  }
}

/** The surroundings of a user with no colours and no terminal. */
function contextIn(cwd: string, env: Login, stderr: PassThrough): Context {
  const style = { color: false, width: Infinity, unicode: true };
  return {
    cwd,
    ran: notTyped,
    version: '0.0.0',
    env: { PATH: process.env['PATH'] ?? '', ...env },
    home: join(cwd, 'home'),
    stdin: Readable.from([]),
    stdout: new PassThrough().resume(),
    stderr,
    style: { stdout: style, stderr: style },
    now: () => new Date('2026-11-25T00:00:00Z'),
    quiet: true,
    verbose: false,
  };
}
