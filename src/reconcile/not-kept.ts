import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { segmentsOf } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { ApplyReport } from '../model/event.js';
import type { LeftField } from '../model/journal.js';
import type { LiveState } from '../model/live.js';
import { keyOfField } from '../model/not-kept.js';
import type { FieldChange, Step } from '../model/plan.js';
import { mapIds } from '../model/resolve-call.js';
import type { LiveResource } from '../model/resource.js';
import { resourceKey } from '../model/resource.js';
import { quotedApart } from '../model/similar.js';
import type { Span } from '../model/source.js';

/** What is left to do after a run, and what is live. */
export interface ReadAgain {
  readonly steps: readonly Step[];
  readonly live: LiveState;
}

/** What a run did and did not find afterwards. */
export type Left = LeftField & { readonly address: Address } & (
    | { readonly action: 'update' | 'rotate'; readonly change: FieldChange }
    /** `as`: what it made is live, and is called otherwise. */
    | { readonly action: 'create'; readonly as?: LiveResource }
  );

/**
 * What was written and is otherwise, read again: fields, and things that are not there, or under another name. What was not
 * done, or is new by now, is not among them.
 */
export function leftBehind({ outcomes }: ApplyReport, again: ReadAgain | 'unreadable' | undefined): readonly Left[] {
  if (again === undefined || again === 'unreadable') return [];
  const done = outcomes.filter(({ outcome }) => outcome === 'done');
  const written = new Set(done.map(({ step }) => resourceKey(step)));
  const made = new Map(
    done.flatMap((one) => (['create', 'rename'].includes(one.step.action) ? [[resourceKey(one.step), one]] : [])),
  );
  return again.steps.flatMap((step): readonly Left[] => {
    const { kind, address, action } = step;
    if ((action === 'update' || action === 'rotate') && written.has(resourceKey(step)))
      return step.changes.map((change) => ({ kind, address, field: change.field, action, change }));
    const maker = made.get(resourceKey(step));
    if (action !== 'create' || maker === undefined) return [];
    const as = madeUnder(idsOf(maker), step, again);
    return [{ kind, address, field: '', action, ...(as !== undefined && { as }) }];
  });
}

/** The ID of what a step made or renamed. */
function idsOf({ id, step }: ApplyReport['outcomes'][number]): ReadonlySet<string> {
  const ids = new Set(id === undefined ? [] : [id]);
  if (step.action === 'rename')
    mapIds(step.call, (ref) => {
      if ('id' in ref) ids.add(ref.id);
      return ref;
    });
  return ids;
}

function madeUnder(ids: ReadonlySet<string>, { kind }: Step, { live }: ReadAgain): LiveResource | undefined {
  // A grant has no name of its own that could be another.
  if (kinds[kind].ownName === undefined || ids.size === 0) return undefined;
  return [...live.resources[kind].values()].find(({ id }) => ids.has(id));
}

/** What Arize has not kept, twice in a row: applying once more would change nothing. */
export interface NotKept {
  readonly diagnostics: readonly Diagnostic[];
  /** Where nothing else is left than what can be taken over as it is live. */
  readonly addresses: ReadonlySet<Address>;
}

/** What the run before this one had left as well, or is known to be stored otherwise. */
export function notKept(left: readonly Left[], before: ReadonlySet<string>, desired: DesiredState): NotKept {
  const isNew = (one: Left) => !before.has(keyOfField(one)) && !('as' in one);
  const open = new Set(left.filter((one) => isNew(one) || one.action !== 'update').map(({ address }) => address));
  const hopeless = left.filter((one) => !isNew(one));
  return {
    diagnostics: hopeless.map((one) => diagnosticOf(one, desired)),
    addresses: new Set(hopeless.flatMap(({ address }) => (open.has(address) ? [] : [address]))),
  };
}

function diagnosticOf(left: Left, desired: DesiredState): Diagnostic {
  const span = placeOf(left, desired);
  const { said, hint } = left.action === 'create' ? missing(left) : otherwise(left);
  return {
    code: 'value-not-kept',
    severity: 'error',
    message: `${left.address}: ${said}`,
    ...(span !== undefined && { span }),
    hint: `applying again will not help. ${hint}`,
  };
}

interface Words {
  readonly said: string;
  readonly hint: string;
}

function otherwise({ field, change: { before, after } }: Extract<Left, { readonly change: unknown }>): Words {
  const [written, live] =
    typeof before === 'string' && typeof after === 'string'
      ? quotedApart(after, before)
      : [JSON.stringify(after), JSON.stringify(before)];
  return {
    said: `Arize does not keep the ${field} as written. Two runs in a row wrote ${written}, and afterwards ${live} was live.`,
    hint: `Write the ${field} of the live object, or leave that field out: then it is not managed. If something else sets it back (single sign-on, another tool), change it there`,
  };
}

function missing({ kind, address, as }: Extract<Left, { readonly action: 'create' }>): Words {
  const { title } = kinds[kind];
  if (as === undefined)
    return {
      said: `Arize does not keep this ${title}. Two runs in a row created it, and afterwards it was not live.`,
      hint: 'Look in the Arize UI whether it is there and this login may not see it. If something else removes it (single sign-on, another tool), change it there',
    };
  const [own, other] = quotedApart(nameAt(address), nameAt(as.address));
  return {
    said: `Arize does not keep this name. The ${title} was written as ${own}, and afterwards it was live as ${other}.`,
    hint: `Write ${other} in the files`,
  };
}

function nameAt(address: Address): string {
  return segmentsOf(address).at(-1) ?? '';
}

function placeOf({ kind, address, field }: LeftField, { resources, locate }: DesiredState): Span | undefined {
  const found = resources.find((resource) => resource.kind === kind && resource.address === address);
  if (found === undefined) return undefined;
  return field === ''
    ? locate(found.source, 'key')
    : locate({ ...found.source, path: [...found.source.path, field] }, 'value');
}
