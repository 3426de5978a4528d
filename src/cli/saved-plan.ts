import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { digestOf } from '../plan/digest.js';
import { summarise } from '../plan/summary.js';
import type { PlanDocument } from '../report/plan-json.js';
import { planIn, tellUnreadPlan } from '../report/saved-plan.js';
import type { Context } from './context.js';

/** A saved plan as it was written; nothing, and said why, where it can't be read or was edited. */
export async function readSaved(path: string, context: Context): Promise<PlanDocument | undefined> {
  let text: string;
  try {
    text = await readFile(resolve(context.cwd, path), 'utf8');
  } catch (error) {
    tellUnreadPlan(path, error as NodeJS.ErrnoException, context);
    return undefined;
  }
  return planIn(text, path, { digestOf, summarise }, context);
}
