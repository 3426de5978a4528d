import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import type { ApplyFlags } from './apply.js';
import { run } from './apply.js';

/** `ax-gitops keys rotate NAME`: a new secret for a declared key now, delivered to its sink; then the old one goes. */
export async function rotate(name: string, flags: ApplyFlags, context: Context): Promise<ExitCode> {
  return run({ ...flags, rotate: name }, context);
}
