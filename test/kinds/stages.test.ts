import { describe, expect, it } from 'vitest';
import { accessMap } from '../../src/access/index.js';
import { guardPlan } from '../../src/guard/index.js';
import { checkReferences } from '../../src/diff/references.js';
import { findReferences } from '../../src/desired/references.js';
import { containerOf, grantKinds, kindAt, kindNames, kinds, nameKey, placeKinds } from '../../src/kinds/index.js';
import { emptyResources, indexLive } from '../../src/kinds/live-index.js';
import { needsOf } from '../../src/live/needs.js';
import { addressGlob } from '../../src/model/glob.js';
import type { Address } from '../../src/model/address.js';
import type { LiveState } from '../../src/model/live.js';
import type { KindName, LiveResource } from '../../src/model/resource.js';
import { notesOn } from '../../src/report/destructive.js';
import { bob, make } from './example.js';

/* What the stages make of every kind, none of which they know: one that is passed over in silence is found here. */

const made = await make();

describe.each(kindNames)('%s', (kind: KindName) => {
  const wanted = made.desired.resources.filter((resource) => resource.kind === kind);
  const steps = made.plan.steps.filter((step) => step.kind === kind);

  it('names who and which role must be there', () => {
    const isMeant = (address: Address) => ['person', 'role'].includes(kinds[kindAt(address) ?? kind].role);
    const needed = new Set(wanted.flatMap((resource) => kinds[kind].references(resource)).filter(isMeant));
    expect(new Set(findReferences(wanted).map(({ address }) => address))).toEqual(needed);
  });

  it('is asked for where files declare nothing else', () => {
    const desired = { ...made.desired, resources: wanted, managed: [], references: [], tests: [] };
    const { lists, membersOf } = needsOf(desired);
    const places = wanted.flatMap(({ names }) => containerOf(kind, names) ?? []);
    const areMembersRead = membersOf === 'all' || places.every((place) => membersOf.has(place));
    expect(kinds[kind].reading === undefined ? areMembersRead : lists.has(kind)).toBe(true);
  });

  it.skipIf(['key', 'object'].includes(kinds[kind].role))('has a part in who can do what', () => {
    const without = { ...made.live, resources: { ...made.live.resources, [kind]: new Map() } };
    expect(accessIn(without)).not.toEqual(accessIn(made.live));
  });

  it.runIf(['person', 'grant'].includes(kinds[kind].role))('is found by its email in any case', () => {
    for (const { address } of wanted) expect(addressGlob(address.replace('x.io', 'X.io'))(address)).toBe(true);
  });

  it.skipIf(kinds[kind].ownName === undefined)('is named where it must be there and is not', () => {
    const resources = wanted.map((one) => ({ ...one, ensure: 'existing' as const }));
    const nothing = indexLive({ ...made.live, resources: emptyResources() });
    const said = checkReferences({ ...made.desired, resources, references: [] }, nothing).map(({ message }) => message);
    const { holder } = kinds[kind];
    for (const { names } of resources) {
      const nameIn = (one: KindName) => `${kinds[one].title} ${JSON.stringify(names[nameKey(one)])}`;
      const place = holder === undefined ? 'in the account' : `in ${nameIn(holder)}`;
      expect(said).toContainEqual(`${nameIn(kind)} is not live ${place}, and is not to be created.`);
    }
  });

  it.skipIf(['grant', 'flag'].includes(kinds[kind].role))('is not emptied by files that lost their contents', () => {
    const found = ['1', '2', '3'].map((id) => {
      const names = { ...wanted[0]?.names, [nameKey(kind)]: id };
      return { kind, names, address: kinds[kind].addressOf(names), id, attributes: {} };
    });
    const live = {
      ...made.live,
      resources: { ...made.live.resources, [kind]: new Map(found.map((one) => [one.address, one])) },
    };
    const [step] = steps;
    const gone = found.flatMap(({ address }) =>
      step === undefined
        ? []
        : [{ ...step, address, action: 'delete' as const, destructive: true, cause: 'unmanaged' as const }],
    );
    const broken = guardPlan({ plan: { ...made.plan, steps: gone }, live, desired: [], policy: made.desired.policy });
    expect(
      broken.filter(({ message }) => message.includes(`of the kind ${kinds[kind].title} are in no file`)),
    ).toHaveLength(1);
  });

  it('takes no membership along unseen without its being said', () => {
    const live = indexLive(made.live);
    const unread = placeKinds.flatMap((place) =>
      [...made.live.resources[place].keys()].map((address) => ({ scope: `${address}/member/*` })),
    );
    const notes = notesOn([], unread);
    for (const found of made.live.resources[kind].values()) {
      const step = steps.find(({ address }) => address === found.address);
      if (step === undefined) continue;
      const taken = kinds[kind].cascade(found, live).filter((one) => kinds[one.kind].isMembership === true);
      const said = notes({ ...step, action: 'delete', cascade: [] });
      if (taken.length > 0) expect(said).toContain("Arize also removes memberships that can't be read");
    }
  });
});

it('what a membership takes along goes with it', () => {
  const names = { organization: 'Core', space: 'alpha', project: 'bot', user: bob };
  const all = grantKinds.map((kind): LiveResource => ({
    kind,
    names,
    address: kinds[kind].addressOf(names),
    id: kind,
    attributes: {},
  }));
  const resources = {
    ...emptyResources(),
    ...Object.fromEntries(all.map((one) => [one.kind, new Map([[one.address, one]])])),
  };
  const live = indexLive({ ...made.live, resources });
  for (const grant of all) {
    const taken = kinds[grant.kind].cascade(grant, live).map(({ kind }) => kind);
    expect(grantKinds.filter((kind) => kinds[kind].goesWith === grant.kind)).toEqual(taken);
  }
});

function accessIn(live: LiveState): object {
  const map = accessMap(live, []);
  return map.people.flatMap((user) => map.places.map((on) => ({ user, on, ...map.of(user, on) })));
}
