import type { SourceDocument } from '../model/document.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { DiagnosticCode } from '../model/diagnostic-code.js';
import type { AccessFile } from '../load/schema.gen.js';
import { checkConsistency } from './consistency.js';
import { doubts } from './doubts.js';
import { checkSinks } from './sinks.js';
import { collectTests } from './tests.js';
import { collect } from './collect.js';
import { expandMembers } from './members.js';
import { findReferences } from './references.js';
import { withoutOffboarded } from './offboarded.js';
import { checkPatterns } from './patterns.js';
import { warnOfUnmatched } from './unmatched.js';
import { orderResources } from './resources.js';

export { doubts };
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
  options: BuildOptions,
): DesiredResult {
  const { state, diagnostics } = assemble(documents, options);
  return diagnostics.some(isError) ? { diagnostics } : { state, diagnostics };
}

interface BuildOptions {
  readonly now: Date;
  readonly isFormer?: boolean;
}

/**
 * What else is wrong with files in which something is wrong, so that all problems are told at once. `gaps`: the sections
 * that something is missing from (`*`: it may be any); what may only follow from that is not told.
 */
export function otherProblems(
  documents: readonly SourceDocument<AccessFile>[],
  { now, gaps }: { readonly now: Date; readonly gaps: ReadonlySet<string> },
): readonly Diagnostic[] {
  const { state, diagnostics } = assemble(documents, { now });
  const found = [...diagnostics, ...doubts(state, now).filter(isError)];
  return gaps.size === 0 ? found : found.filter((problem) => isError(problem) && !mayFollow(problem, gaps));
}

/** By code, the sections in which something may be missing that would make it right. */
const answers: Partial<Record<DiagnosticCode, readonly string[]>> = {
  'unknown-group': ['groups'],
  'unknown-sink': ['secrets'],
  'unknown-space': ['organizations'],
  'no-sink': ['users'],
  'not-in-organization': ['organizations', 'groups'],
  'outlives-membership': ['organizations', 'groups'],
  'conflicting-groups': ['organizations', 'groups'],
  'invalid-rename': ['organizations', 'roles'],
  'invalid-key': ['api_keys'],
  'expired-key': ['api_keys'],
  'no-organization-members': ['organizations'],
};

function mayFollow({ code }: Diagnostic, gaps: ReadonlySet<string>): boolean {
  const sections = answers[code];
  return sections !== undefined && (gaps.has('*') || sections.some((section) => gaps.has(section)));
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** The state is only right if there is no error. */
function assemble(
  documents: readonly SourceDocument<AccessFile>[],
  { now, isFormer = false }: BuildOptions,
): { readonly state: DesiredState; readonly diagnostics: readonly Diagnostic[] } {
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
