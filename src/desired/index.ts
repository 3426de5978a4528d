import type { SourceDocument } from '../model/document.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { AccessFile } from '../load/schema.gen.js';
import { checkConsistency } from './consistency.js';
import { checkSinks } from './sinks.js';
import { collectTests } from './tests.js';
import { collect } from './collect.js';
import { expandMembers } from './members.js';
import { findReferences } from './references.js';
import { withoutOffboarded } from './offboarded.js';
import { checkPatterns } from './patterns.js';
import { warnOfUnmatched } from './unmatched.js';
import { orderResources } from './resources.js';

export { doubts } from './doubts.js';
export { missedTargets, select } from './select.js';
export type { Previous } from './since.js';
export { inTodaysNames, withDropped } from './since.js';
export { dateHint, endOfTerm } from './term.js';

export interface DesiredResult {
  /** Absent if and only if there is an error among the diagnostics. */
  readonly state?: DesiredState;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Merges documents into one desired state: groups expanded, defaults filled in, names checked against each other. Pure;
 * the order of documents and of their entries makes no difference. `isFormer`: files of an earlier commit, whose patterns
 * decide nothing any more; what is wrong with them is not held against today's.
 */
export function buildDesiredState(
  documents: readonly SourceDocument<AccessFile>[],
  { now, isFormer = false }: { readonly now: Date; readonly isFormer?: boolean },
): DesiredResult {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => {
    diagnostics.push(diagnostic);
  };
  const collected = withoutOffboarded(collect(documents, report), report);
  const members = expandMembers(collected, now, report);
  const resources = orderResources([...collected.resources, ...members]);
  checkConsistency(resources, collected, report);
  checkSinks(resources, collected, report);
  const tests = collectTests(documents, collected, report);
  if (!isFormer) {
    checkPatterns(resources, collected, tests, report);
    warnOfUnmatched(resources, collected, report);
  }
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
  return {
    state: {
      ...(collected.target !== undefined && { target: collected.target }),
      resources,
      policy: collected.policy,
      tests,
      sinks: collected.sinks,
      managed: collected.managed,
      references: findReferences(resources),
      locate: collected.locate,
    },
    diagnostics,
  };
}
