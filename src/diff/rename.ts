import { formerAddress, givenRole, resourceKey } from '../model/resource.js';
import { indexLive } from '../kinds/live-index.js';
import { equal } from '../model/equal.js';
import type { Address, Names } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { ByAddress } from '../model/by-address.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Json } from '../model/json.js';
import type { LiveState } from '../model/live.js';
import { isPassingName, passingName } from '../model/passing-name.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Locate } from '../model/source.js';
import { relocated } from '../model/visibility.js';
import { keyKind, kindNames, kinds, placeKinds, renamable, roleKind } from '../kinds/index.js';
import type { PastRenames } from './swap.js';
import { circlesOf, formerKey, isSwapped, nameField, passingAddress } from './swap.js';

/** A live object that gets a new name. */
export interface Rename {
  readonly desired: DesiredResource;
  readonly from: string;
  readonly to: string;
}

export interface Renamed {
  /** The live state as if every rename were done, so that all comparing happens under the new names. */
  readonly live: LiveState;
  readonly renames: readonly Rename[];
  /** Swaps that are done, and are still asked for. */
  readonly swapped: readonly DesiredResource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at live objects under the names that the files give them. A rename already done is without effect. */
export function applyRenames(
  wanted: readonly DesiredResource[],
  live: LiveState,
  locate: Locate,
  past: PastRenames = {},
): Renamed {
  return new Renaming(wanted, live, locate, past).run();
}

class Renaming {
  private readonly renames: Rename[] = [];
  private readonly swapped: DesiredResource[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  /** Only made where something is renamed. */
  private readonly declared: ByAddress<DesiredResource>;
  private readonly vacating: ReadonlyMap<string, DesiredResource>;
  private readonly circles: ReadonlyMap<DesiredResource, readonly DesiredResource[]>;
  private readonly settled = new Set<DesiredResource>();

  constructor(
    private readonly wanted: readonly DesiredResource[],
    private current: LiveState,
    private readonly locate: Locate,
    private readonly past: PastRenames,
  ) {
    const renamed = wanted.filter(({ renamedFrom }) => renamedFrom !== undefined);
    this.declared = ByAddress.of(renamed.length === 0 ? [] : wanted);
    this.vacating = new Map(renamed.map((desired) => [formerKey(desired), desired]));
    this.circles = new Map(circlesOf(renamed).flatMap((circle) => circle.map((one) => [one, circle] as const)));
  }

  run(): Renamed {
    // Containers come before what they hold in the order of kinds, so a space is looked up below its organization's new name.
    for (const desired of this.wanted) this.settle(desired);
    this.brokenOff();
    const { current: live, renames, swapped, diagnostics } = this;
    return { live, renames, swapped, diagnostics };
  }

  private settle(desired: DesiredResource): void {
    const { renamedFrom } = desired;
    if (renamedFrom === undefined || this.settled.has(desired)) return;
    const circle = this.circles.get(desired);
    if (circle !== undefined) {
      for (const one of circle) this.settled.add(one);
      this.settleCircle([...circle].sort((a, b) => compareText(a.address, b.address)));
      return;
    }
    this.settled.add(desired);
    // In a chain a name is free once what has it got its own new one.
    const before = this.vacating.get(resourceKey(desired));
    if (before !== undefined) this.settle(before);
    if (!this.isLive(formerAddress(desired), desired)) return;
    if (!this.isLive(desired.address, desired)) this.rename(desired, renamedFrom.name);
    // What has the former name is something else of the files by now: this one was renamed before.
    else if (this.declared.get(desired.kind, formerAddress(desired))?.renamedFrom === undefined)
      this.bothLive(desired, renamedFrom.name);
  }

  /** Names that go round in a circle: one of them is let go by way of a name in between, by which a run that broke off is known. */
  private settleCircle(circle: readonly DesiredResource[]): void {
    const passing = circle.filter((desired) => this.isLive(passingAddress(desired), desired));
    const [first, ...others] = passing;
    if (first === undefined) this.beginCircle(circle);
    else if (others.length > 0) this.stuck(circle, passing);
    else this.finishCircle(circle, first);
  }

  private beginCircle(circle: readonly DesiredResource[]): void {
    const present = circle.filter((desired) => this.isLive(desired.address, desired));
    const [first] = circle;
    if (first === undefined || present.length === 0) return;
    const isDone = isSwapped(circle, this.wanted, indexLive(this.current), this.past);
    if (isDone === true) this.swapped.push(...circle);
    else if (isDone === 'unclear' || present.length < circle.length) this.unclear(circle);
    else {
      const field = nameField(first.kind);
      const between = passingName(first.names[field] ?? '');
      const onTheWay = { ...first, address: passingAddress(first), names: { ...first.names, [field]: between } };
      this.rename(onTheWay, first.renamedFrom?.name ?? '');
      this.finishCircle(circle, first);
    }
  }

  /** `passing` has the name in between; the others take what is free, one after the other. */
  private finishCircle(circle: readonly DesiredResource[], passing: DesiredResource): void {
    const rest = new Set(circle.filter((desired) => desired !== passing));
    for (let moved = true; moved;) {
      moved = false;
      for (const desired of rest) {
        if (this.isLive(desired.address, desired) || !this.isLive(formerAddress(desired), desired)) continue;
        this.rename(desired, desired.renamedFrom?.name ?? '');
        rest.delete(desired);
        moved = true;
      }
    }
    const between = passingName(passing.names[nameField(passing.kind)] ?? '');
    if (this.isLive(passing.address, passing)) this.stuck(circle, [passing]);
    else this.rename(passing, between);
  }

  private rename(desired: DesiredResource, from: string): void {
    const field = nameField(desired.kind);
    const to = desired.names[field] ?? '';
    this.renames.push({ desired, from, to });
    this.current = renameIn(this.current, desired, field, from, to);
  }

  private isLive(address: Address, { kind }: DesiredResource): boolean {
    return this.current.resources[kind].has(address);
  }

  private bothLive({ kind, names, renamedFrom }: DesiredResource, from: string): void {
    const [former, own] = [quote(from), quote(names[nameField(kind)] ?? '')];
    this.diagnostics.push({
      code: 'renamed-from-both-live',
      severity: 'error',
      message: `${kinds[kind].title} ${former} and ${own} are both live, so ${former} can't be renamed to ${own}.`,
      ...(renamedFrom !== undefined && { span: this.locate(renamedFrom.source, 'value') }),
      hint: `delete or rename one of the two by hand, or leave renamed_from out and declare both`,
    });
  }

  /** What a swap has left under a name in between, and nothing asks to be finished any more. */
  private brokenOff(): void {
    const left = renamable.flatMap((kind) =>
      [...this.current.resources[kind].values()].filter(({ names }) => isPassingName(names[kind] ?? '')),
    );
    for (const { kind, address, names } of left) {
      const desired = this.wanted.find(
        (one) => one.kind === kind && one.ensure === 'present' && passingAddress(one) === address,
      );
      // What is asked for in a circle has been looked at there.
      if (desired === undefined || this.circles.has(desired)) continue;
      const [between, own] = [quote(names[nameField(kind)] ?? ''), quote(desired.names[nameField(kind)] ?? '')];
      this.diagnostics.push({
        code: 'swap-broken-off',
        severity: 'error',
        message: `${kinds[kind].title} ${between} is live: a run that broke off was about to name it ${own}.`,
        span: this.locate(desired.source, 'key'),
        hint: `put renamed_from back, and apply: that finishes the swap`,
      });
    }
  }

  private unclear(circle: readonly DesiredResource[]): void {
    this.notSwapped(
      circle,
      `whether ${listed(circle.map(ownName))} have swapped their names already can't be seen: what is live fits neither the files after the swap nor before it, or both.`,
      'if they have, remove renamed_from from each; if not, swap the names in a change of its own, in which everything else declared of them is as it is live now',
    );
  }

  /** More is live than a swap that broke off leaves. */
  private stuck(circle: readonly DesiredResource[], passing: readonly DesiredResource[]): void {
    const between = listed(passing.map((desired) => passingName(ownName(desired))));
    this.notSwapped(
      circle,
      `${between} ${passing.length > 1 ? 'are' : 'is'} live, in the middle of a swap of ${listed(circle.map(ownName))}, but not as a run that broke off leaves it: which is to have which name can't be seen.`,
      'in the Arize UI, give each the name that the files have for it, and delete or rename what is left over; then remove renamed_from from each',
    );
  }

  private notSwapped([first]: readonly DesiredResource[], message: string, hint: string): void {
    if (first?.renamedFrom === undefined) return;
    const span = this.locate(first.renamedFrom.source, 'value');
    this.diagnostics.push({ code: 'swap-unclear', severity: 'error', message, span, hint });
  }
}

/** The own names of what objects of a kind are in. */
function outerNames(kind: KindName): readonly (keyof Names)[] {
  const { holder } = kinds[kind];
  const name = holder === undefined ? undefined : kinds[holder].ownName;
  return holder === undefined || name === undefined ? [] : [...outerNames(holder), name];
}

function renameIn(
  live: LiveState,
  { kind, names }: DesiredResource,
  field: keyof Names,
  from: string,
  to: string,
): LiveState {
  const outside = outerNames(kind);
  const concerns = (other: Names) => other[field] === from && outside.every((name) => other[name] === names[name]);
  const rename = (resource: LiveResource): LiveResource => {
    if (kind === roleKind) {
      if (resource.kind === roleKind) return concerns(resource.names) ? readdress(resource, { role: to }) : resource;
      return givenRole(resource.attributes) === from && isBinding(resource)
        ? { ...resource, attributes: { ...resource.attributes, role: to } }
        : resource;
    }
    return concerns(resource.names) ? readdress(resource, { ...resource.names, [field]: to }) : resource;
  };
  const containers = new Map<string, Address>();
  for (const name of placeKinds) {
    for (const resource of live.resources[name].values()) containers.set(resource.address, rename(resource).address);
  }
  const role = kind === roleKind ? { from, to } : undefined;
  const resources = Object.fromEntries(
    kindNames.map((name) => [
      name,
      new Map(
        [...live.resources[name].values()]
          .map((resource) => (name === keyKind ? renameInKey(resource, containers, role) : rename(resource)))
          .map((resource) => [resource.address, resource]),
      ),
    ]),
  ) as unknown as LiveState['resources'];
  return { ...live, resources, visibility: relocated(live.visibility, (place) => containers.get(place) ?? place) };
}

/** What a key is good for is named in it, too: by addresses, and by the names of custom roles. */
function renameInKey(
  key: LiveResource,
  containers: ReadonlyMap<string, Address>,
  role: { readonly from: string; readonly to: string } | undefined,
): LiveResource {
  const renamed = (places: Json | undefined): Json => {
    if (typeof places !== 'object' || places === null || Array.isArray(places)) return places ?? null;
    return Object.fromEntries(
      Object.entries(places).map(([place, given]) => [
        containers.get(place) ?? place,
        role !== undefined && equal(given, { custom: role.from }) ? { custom: role.to } : given,
      ]),
    );
  };
  const { organizations, spaces } = key.attributes;
  const attributes = {
    ...key.attributes,
    ...(organizations !== undefined && { organizations: renamed(organizations) }),
    ...(spaces !== undefined && { spaces: renamed(spaces) }),
  };
  return { ...key, attributes };
}

function readdress(resource: LiveResource, names: Names): LiveResource {
  return { ...resource, names, address: kinds[resource.kind].addressOf(names) };
}

function isBinding({ kind }: LiveResource): boolean {
  return kinds[kind].namesRole === true;
}

function ownName({ kind, names }: DesiredResource): string {
  return names[nameField(kind)] ?? '';
}

function listed(names: readonly string[]): string {
  return names.map(quote).join(', ');
}

function quote(name: string): string {
  return JSON.stringify(name);
}
