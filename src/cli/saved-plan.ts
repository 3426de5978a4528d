import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { digestOf } from '../plan/digest.js';
import { summarise } from '../plan/summary.js';
import type { PlanDocument } from '../report/plan-json.js';
import { readPlanJson } from '../report/plan-json.js';
import type { Context } from './context.js';
import { nextCommand, withMoreFiles } from '../report/next-command.js';
import { diagnosticsProblem, problem } from '../report/say.js';

/** A saved plan as it was written; nothing, and said why, where it can't be read or was edited. */
export async function readSaved(path: string, context: Context): Promise<PlanDocument | undefined> {
  let text: string;
  try {
    text = await readFile(resolve(context.cwd, path), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    const hint = code === 'EISDIR' ? filesHint(path, context) : 'save one with `ax-gitops plan --out PLAN.json`';
    problem(context, `the plan ${path} can't be read: ${reason}.`, hint);
    return undefined;
  }
  const read = readPlanJson(text, path, { digestOf, summarise });
  if (read.ok) return read.value;
  if (/\.ya?ml$/i.test(path)) {
    problem(context, `${path} is a YAML file, not a saved plan.`, filesHint(path, context));
    return undefined;
  }
  diagnosticsProblem(context, read.error, new Map([[path, text]]));
  return undefined;
}

/** The files of the desired state in the place of a plan. */
function filesHint(path: string, context: Context): string {
  const files = withMoreFiles(context, [path]);
  const save = `\`${nextCommand(files, 'plan', [], { '--out': 'PLAN.json' })}\``;
  return context.ran.verb === 'apply'
    ? `name the files with -f: \`${nextCommand(files, 'apply')}\`; to save a plan of them: ${save}`
    : `name the files with -f, and show the plan of them: \`${nextCommand(files, 'plan')}\`; to save it: ${save}`;
}
