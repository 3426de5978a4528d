import { Evaluator, Lexer, Parser, data } from '@actions/expressions';
import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runShared } from '../shared-cli/run-shared.js';
import type { Artifact } from './api.js';

/*
 * Runs the steps of workflows as GitHub's runner does: expressions by GitHub's own library, outputs, conditions and the
 * status functions, shell steps, the action of this repository from its bundle, and what those for artifacts do. Other
 * actions are not run (the work tree is checked out already).
 */

const root = fileURLToPath(new URL('../../..', import.meta.url));

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Contexts = Readonly<Record<string, Json>>;

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface JobRun {
  readonly status: 'success' | 'failure' | 'skipped';
  /** The job's environment, which may ask for reviewers first. */
  readonly environment?: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** All that the steps printed. */
  readonly log: string;
  readonly summary: string;
}

export interface Trigger {
  /** Where the repository is checked out. */
  readonly folder: string;
  /** Of the workflow, in the repository. */
  readonly workflow: string;
  readonly github: Contexts & { readonly repository: string; readonly ref_name: string };
  readonly secrets: Contexts;
  /** Of the run; the first has the number 1. */
  readonly runNumber?: number;
  /** Those that runs have uploaded; where they are left out, none is up- or downloaded. */
  readonly artifacts?: Artifact[];
  /** Of every step. */
  readonly env: Readonly<Record<string, string>>;
  /** What a reviewer of an environment answers; asked before such a job. */
  readonly approve?: () => boolean | Promise<boolean>;
}

/** Runs a workflow's jobs in their order. */
export async function runWorkflow(trigger: Trigger): Promise<Readonly<Record<string, JobRun>>> {
  const text = await readFile(join(trigger.folder, trigger.workflow), 'utf8');
  const workflow = parse(text) as { readonly name: string; readonly jobs: Readonly<Record<string, Job>> };
  const github = { ...trigger.github, workflow: workflow.name };
  const done: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const before = [job.needs ?? []].flat().map((needed) => [needed, done[needed]] as const);
    const needs = Object.fromEntries(before.map(([needed, run]) => [needed, { outputs: run?.outputs ?? {} }]));
    const contexts: Contexts = { github, secrets: trigger.secrets, needs };
    const isWanted =
      before.every(([, run]) => run?.status === 'success') && (job.if === undefined || isTrue(job.if, contexts, true));
    const isLetIn = isWanted && (job.environment === undefined || ((await trigger.approve?.()) ?? true));
    done[name] = isLetIn
      ? await runJob(job, contexts, trigger)
      : { status: 'skipped', outputs: {}, log: '', summary: '' };
  }
  return done;
}

async function runJob(job: Job, given: Contexts, trigger: Trigger): Promise<JobRun> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-runner-'));
  const contexts: Contexts = { ...given, runner: { temp: join(folder, 'temp') } };
  try {
    await mkdir(join(folder, 'temp'));
    await writeFile(join(folder, 'event.json'), JSON.stringify(trigger.github['event'] ?? {}));
    const ended = await runSteps(job.steps, contexts, {
      ...trigger,
      summary: join(folder, 'summary.md'),
      files: folder,
    });
    const outputs = Object.entries(job.outputs ?? {}).map(
      ([name, value]) => [name, filled(value, { ...contexts, steps: ended.steps })] as const,
    );
    return {
      status: ended.isFine ? 'success' : 'failure',
      ...(job.environment !== undefined && { environment: job.environment }),
      outputs: Object.fromEntries(outputs),
      log: ended.log,
      summary: await readFile(join(folder, 'summary.md'), 'utf8').catch(() => ''),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Where extends Trigger {
  readonly summary: string;
  readonly files: string;
}

interface StepsRun {
  readonly isFine: boolean;
  readonly steps: Readonly<Record<string, { readonly outputs: Readonly<Record<string, string>> }>>;
  readonly log: string;
}

async function runSteps(list: readonly Step[], contexts: Contexts, where: Where): Promise<StepsRun> {
  const steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {};
  let isFine = true;
  let log = '';
  for (const step of list) {
    const now: Contexts = { ...contexts, steps, job: { status: isFine ? 'success' : 'failure' } };
    if (step.if === undefined ? !isFine : !isTrue(step.if, now, isFine)) continue;
    const ended = await runStep(step, now, where);
    if (ended === undefined) continue;
    log += ended.log;
    isFine &&= ended.isFine;
    if (step.id !== undefined) steps[step.id] = { outputs: ended.outputs };
  }
  return { isFine, steps, log };
}

interface Ended {
  readonly isFine: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
}

/** Nothing for an action of somebody else. */
async function runStep(step: Step, contexts: Contexts, where: Where): Promise<Ended | undefined> {
  const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value, contexts)]));
  if (step.run !== undefined) {
    const options = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
    return start('bash', [...options, '-c', filled(step.run, contexts)], env, where);
  }
  if (where.artifacts !== undefined && step.uses?.startsWith('actions/') === true) {
    const inputs = Object.entries(step.with ?? {}).map(
      ([name, value]) => [name, filled(String(value), contexts)] as const,
    );
    return moveArtifact(step.uses, Object.fromEntries(inputs), where.artifacts, where.runNumber ?? 1);
  }
  if (step.uses?.includes('/ax-gitops@') !== true) return undefined;
  const { inputs, runs } = await ownAction();
  const unknown = Object.keys(step.with ?? {}).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(', ')}`);
  for (const [name, input] of Object.entries(inputs))
    env[`INPUT_${name.toUpperCase()}`] = filled(String(step.with?.[name] ?? input.default ?? ''), contexts);
  return start(process.execPath, [join(root, runs.main)], env, where);
}

/** What `actions/upload-artifact` does with one file, and `actions/download-artifact` with one artifact. */
async function moveArtifact(
  uses: string,
  { name = '', path = '', 'run-id': run = '' }: Readonly<Record<string, string>>,
  artifacts: Artifact[],
  ownRun: number,
): Promise<Ended | undefined> {
  if (uses.startsWith('actions/upload-artifact@'))
    artifacts.push({ run: ownRun, name, files: { [basename(path)]: await readFile(path, 'utf8') } });
  else if (uses.startsWith('actions/download-artifact@')) {
    const found = artifacts.find((one) => one.run === Number(run) && one.name === name && one.expired !== true);
    if (found === undefined) return { isFine: false, outputs: {}, log: `Unable to find an artifact ${name}\n` };
    await mkdir(path, { recursive: true });
    for (const [file, text] of Object.entries(found.files)) await writeFile(join(path, file), text);
  } else return undefined;
  return { isFine: true, outputs: {}, log: '' };
}

async function ownAction() {
  return parse(await readFile(join(root, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
    readonly runs: { readonly main: string };
  };
}

async function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  where: Where,
): Promise<Ended> {
  const output = join(where.files, 'output');
  await writeFile(output, '');
  const all = {
    ...where.env,
    ...env,
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: where.summary,
    GITHUB_EVENT_PATH: join(where.files, 'event.json'),
    GITHUB_REPOSITORY: where.github.repository,
    GITHUB_REF_NAME: where.github.ref_name,
    GITHUB_WORKFLOW_REF: `${where.github.repository}/${where.workflow}@refs/heads/${where.github.ref_name}`,
    GITHUB_RUN_ID: String(where.runNumber ?? 1),
    GITHUB_RUN_NUMBER: String(where.runNumber ?? 1),
    RUNNER_TEMP: join(where.files, 'temp'),
  };
  const { exitCode, log } = await run(command, args, all, where.folder);
  const lines = (await readFile(output, 'utf8')).split('\n').filter((line) => line !== '');
  const outputs = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return { isFine: exitCode === 0, outputs: Object.fromEntries(outputs), log: `${log}\n` };
}

type Environment = Readonly<Record<string, string>>;

async function run(command: string, args: readonly string[], env: Environment, cwd: string) {
  const [script = '', ...rest] = args;
  const ended = command === process.execPath ? await runShared({ script, args: rest, env, cwd }) : undefined;
  if (ended !== undefined) return { exitCode: ended.exitCode, log: `${ended.stdout}${ended.stderr}` };
  const options = { cwd, env, extendEnv: false, reject: false, all: true, stdin: 'ignore' } as const;
  const { exitCode, all } = await execa(command, args, options);
  return { exitCode, log: all };
}

/** A text with its `${{ … }}` worked out. */
function filled(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    evaluate(expression, contexts, true).coerceString(),
  );
}

/** A condition. One that does not ask for the status holds only where all went well so far. */
function isTrue(condition: string, contexts: Contexts, isFine: boolean): boolean {
  const asksStatus = /\b(always|failure|success|cancelled)\(/.test(condition);
  if (!asksStatus && !isFine) return false;
  const value = evaluate(condition.replace(/^\$\{\{|\}\}$/g, ''), contexts, isFine);
  return value.kind === data.Kind.Boolean ? value.value : value.coerceString() !== '';
}

function evaluate(expression: string, contexts: Contexts, isFine: boolean): data.ExpressionData {
  const status = { always: true, success: isFine, failure: !isFine, cancelled: false };
  const functions = Object.entries(status).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const names = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(tree, toData(contexts) as data.Dictionary, names).evaluate();
}

function toData(value: Json): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  return new data.Dictionary(...Object.entries(value).map(([key, inner]) => ({ key, value: toData(inner) })));
}
