/** How many random cases a property of the pure part is tried on; `.ci/run` and `npm run test:deep` set more. */
export const runs = Number(process.env['AX_GITOPS_RUNS'] ?? 50);

/** The same for what takes next to nothing for a case, and says something of all cases together. */
export const cheapRuns = Math.max(runs, 300);

/** The same for what everybody's access hangs on, whose cases are cheap: `.ci/run` asks for more of them than of the others. */
export const safetyRuns = Math.max(runs, Number(process.env['AX_GITOPS_SAFETY_RUNS'] ?? 0));

/** The same for the plans of lesser logins, of which there are more to try. */
export const lesserRuns = safetyRuns > runs ? 2 * safetyRuns : runs;

/** Whether what costs minutes, and seldom shows what its sample does not, is tried whole. */
export const isThorough = runs >= 1_000;

/** Whether it is CI that runs the tests: all programs have processes of their own, and more is tried than at a desk. */
export const isInCi = process.env['AX_GITOPS_OWN_PROCESSES'] !== undefined;

/** Milliseconds that such a test may take on a slow and busy machine. */
export const timeout = 300_000 + lesserRuns * 150;

/** How often eight processes fight for one lock; `npm run test:lock` sets more. */
export const lockRounds = Number(process.env['AX_GITOPS_LOCK_ROUNDS'] ?? 20);

/**
 * For what is tried end to end whose way to Arize is not the point: through the real ax in CI, where all programs have
 * processes of their own, and through REST at a desk.
 */
export const quickWay: readonly string[] = isInCi ? [] : ['--transport', 'api'];

const faultSamples = process.env['AX_GITOPS_FAULT_SAMPLES'];

/**
 * Of the writes that each fault is tried at: how many through the real ax, and every how many-th through the port. CI and
 * `npm run test:faults` try all of them through the port.
 */
export const faults = {
  areSampled: faultSamples === undefined,
  throughAx: Number(faultSamples ?? 1),
  everyThroughPort: faultSamples === undefined ? 10 : 1,
};
