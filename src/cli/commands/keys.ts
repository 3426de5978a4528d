import { addressOf } from '../../model/address.js';
import { didYouMean } from '../../model/suggestion.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { underLock } from '../recorded.js';
import { problem } from '../say.js';
import type { Session } from '../session.js';
import { withSession } from '../session.js';
import type { ApplyFlags } from './apply.js';
import { applyIn } from './apply.js';

/** `ax-gitops keys rotate NAME`: a new secret for a declared key now, delivered to its sink; then the old one goes. */
export async function rotate(name: string, flags: ApplyFlags, context: Context): Promise<ExitCode> {
  return underLock(flags, context, () =>
    withSession(flags, context, async (session) => {
      const address = addressOf.apiKey(name);
      const { resources } = session.desired;
      const key = resources.find((resource) => resource.kind === 'api-key' && resource.address === address);
      if (key === undefined) {
        const known = resources.flatMap(({ kind, names }) => (kind === 'api-key' ? [names.key ?? ''] : []));
        problem(
          context,
          `the files declare no API key ${JSON.stringify(name)}.`,
          didYouMean(name, known) ?? 'declare it under `api_keys:`',
        );
        return exitCode.invalid;
      }
      // Nothing but this key; the new one is all that a look afterwards must find.
      const rest = {
        resources: resources.filter((resource) => resource !== key),
        references: session.desired.references,
      };
      const alone = { ...session.desired, resources: [key], managed: [], references: [], rest };
      const due = { ...alone, resources: [{ ...key, delivery: { ...key.delivery, rotateNow: 'asked' as const } }] };
      const isSelected: Session['isSelected'] = (step) => step.address === address;
      return applyIn({ ...session, desired: due, isSelected }, undefined, flags, context, alone);
    }),
  );
}
