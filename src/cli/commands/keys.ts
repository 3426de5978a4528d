import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import type { ApplyFlags } from './apply.js';
import { run } from './apply.js';

/** `ax-gitops keys rotate NAME`: a new secret for a declared key now, delivered to its sink; then the old one goes. */
export async function rotate(name: string, flags: ApplyFlags, context: Context): Promise<CommandEnd> {
  return run({ ...flags, rotate: name }, context);
}
