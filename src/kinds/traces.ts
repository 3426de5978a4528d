import type { ResolvedCall } from '../model/call.js';
import { registry } from './index.js';
import { merged } from './merged.js';
import type { Creation, Trace, Traces } from './trace.js';

/** How each creation is found again after an unclear end, as its kind says; one of which none does is an error of types here. */
export const traces: Traces = merged(registry.map((kind) => kind.traces));

/** The trace of a call; nothing for one that may be repeated as it is. */
export function traceOf(call: ResolvedCall): Trace | 'never-repeated' | undefined {
  if (!isCreation(call)) return undefined;
  const trace = traces[call.do] as ((call: Creation) => Trace) | 'never-repeated';
  return trace === 'never-repeated' ? trace : trace(call);
}

function isCreation(call: ResolvedCall): call is Creation {
  return call.do in traces;
}
