import type { ResolvedCall } from '../model/call.js';
import { apiKeyTraces } from './api-key.js';
import { organizationTraces } from './organization.js';
import { projectTraces } from './project.js';
import { roleBindingTraces } from './role-binding.js';
import { roleTraces } from './role.js';
import { spaceTraces } from './space.js';
import type { Creation, Trace, Traces } from './trace.js';
import { userTraces } from './user.js';

/** How each creation is found again after an unclear end, as its kind says. */
export const traces: Traces = {
  ...userTraces,
  ...roleTraces,
  ...organizationTraces,
  ...spaceTraces,
  ...projectTraces,
  ...roleBindingTraces,
  ...apiKeyTraces,
};

/** The trace of a call; nothing for one that may be repeated as it is. */
export function traceOf(call: ResolvedCall): Trace | 'never-repeated' | undefined {
  if (!isCreation(call)) return undefined;
  const trace = traces[call.do] as ((call: Creation) => Trace) | 'never-repeated';
  return trace === 'never-repeated' ? trace : trace(call);
}

function isCreation(call: ResolvedCall): call is Creation {
  return call.do in traces;
}
