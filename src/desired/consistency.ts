import { formerAddress, givenRole } from '../model/resource.js';
import { kindAt, kinds, nameKey, outermostMembership, personKind, roleKind } from '../kinds/index.js';
import { addressOf } from '../model/address.js';
import { ByAddress } from '../model/by-address.js';
import { sourceOfPlace } from '../kinds/key-place.js';
import type { Outside } from '../kinds/outsider.js';
import { notInOrganization } from '../kinds/outsider.js';
import { lastKept } from '../model/last-kept.js';
import type { DesiredResource, Term } from '../model/resource.js';
import type { Locate, Source } from '../model/source.js';
import type { Collected, Report } from './collected.js';

/** What the files must not say, told without the live state. */
export function checkConsistency(resources: readonly DesiredResource[], collected: Collected, report: Report): void {
  const check = new Check(resources, collected, report);
  for (const resource of resources) check.resource(resource);
  check.renames();
}

class Check {
  private readonly declared: ByAddress<DesiredResource>;
  private readonly organizationMaps: ReadonlyMap<string, Source>;
  private readonly locate: Locate;
  private readonly roleOf = lastKept((name: string) => this.declared.get(roleKind, addressOf.role(name)));

  constructor(
    private readonly resources: readonly DesiredResource[],
    collected: Collected,
    private readonly report: Report,
  ) {
    this.locate = collected.locate;
    // Of grants only memberships of organizations are looked up, without which there are no others.
    this.declared = ByAddress.of(
      resources.filter(({ kind }) => kinds[kind].role !== 'grant' || kind === outermostMembership),
    );
    this.organizationMaps = new Map(
      collected.memberMaps.flatMap(({ of, names, source }) =>
        kinds[of].holder === undefined ? [[names.organization ?? '', source] as const] : [],
      ),
    );
  }

  resource(resource: DesiredResource): void {
    if (resource.ensure === 'absent') return;
    if (resource.names.user !== undefined && kinds[resource.kind].role !== 'person') {
      this.annotator(resource, resource.names.user);
      this.organizationMembership(resource, resource.names.user);
    }
    this.absentRole(resource);
    if (kinds[resource.kind].role === 'key') this.absentPlaces(resource);
  }

  renames(): void {
    const takenBy = new ByAddress<DesiredResource>();
    for (const resource of this.resources) {
      const { renamedFrom, kind, names } = resource;
      if (renamedFrom === undefined) continue;
      const own = names[nameKey(kind)] ?? '';
      const complain = (message: string, hint: string, other?: Source) => {
        this.report({
          code: 'invalid-rename',
          severity: 'error',
          message,
          span: this.locate(renamedFrom.source, 'value'),
          ...(other !== undefined && { related: [{ message: 'here', span: this.locate(other, 'key') }] }),
          hint,
        });
      };
      if (renamedFrom.name === own) {
        complain(`renamed_from is the name that it has.`, 'remove renamed_from');
        continue;
      }
      const former = formerAddress(resource);
      const declared = this.declared.get(kind, former);
      // In a chain, and in a swap, the former name is free once what has it now got a new name of its own.
      if (declared !== undefined && declared.renamedFrom === undefined)
        complain(
          `${JSON.stringify(renamedFrom.name)} is declared as well, so it can't be the former name of ${JSON.stringify(own)}.`,
          'remove the entry of the former name, or renamed_from',
          declared.source,
        );
      const other = takenBy.get(kind, former);
      if (other !== undefined)
        complain(
          `two entries were ${JSON.stringify(renamedFrom.name)} before.`,
          'only one of them can be',
          other.source,
        );
      takenBy.set(kind, former, resource);
    }
  }

  private absentRole(resource: DesiredResource): void {
    const name = givenRole(resource.attributes);
    if (kinds[resource.kind].namesRole !== true || typeof name !== 'string') return;
    const role = this.roleOf(name);
    if (role?.ensure !== 'absent') return;
    this.report({
      code: 'absent-but-used',
      severity: 'error',
      message: `the role ${JSON.stringify(name)} is declared absent, but is given here.`,
      span: this.locate(resource.source, 'key'),
      related: [{ message: 'declared absent here', span: this.locate(role.source, 'key') }],
      hint: 'give another role, or remove the `absent`',
    });
  }

  private absentPlaces({ kind, names, attributes, source }: DesiredResource): void {
    const gone = kinds[kind].references({ names, attributes }).flatMap((address) => {
      const place = kindAt(address);
      const found = place === undefined ? undefined : this.declared.get(place, address);
      return found?.ensure === 'absent' ? [found] : [];
    });
    for (const { address, source: declared } of gone)
      this.report({
        code: 'absent-but-used',
        severity: 'error',
        message: `${address} is declared absent, but the key is to be good for it.`,
        span: this.locate(sourceOfPlace(source, address), 'key'),
        related: [{ message: 'declared absent here', span: this.locate(declared, 'key') }],
        hint: 'take it out of `spaces`, or remove the `absent`',
      });
  }

  /** Account annotators take only `annotator` elsewhere, and nobody else takes it (contract §7 "Annotators"). */
  private annotator({ kind, attributes, source }: DesiredResource, user: string): void {
    if (kinds[kind].isMembership !== true) return;
    const person = this.declared.get(personKind, addressOf.user(user));
    const accountRole = givenRole(person?.attributes);
    if (person === undefined || accountRole === undefined || person.ensure !== 'present') return;
    const isAnnotator = accountRole === 'annotator';
    if (isAnnotator === (givenRole(attributes) === 'annotator')) return;
    this.report({
      code: 'annotator-mix',
      severity: 'error',
      message: isAnnotator
        ? `${user} has the account role annotator, so the only role here is annotator; Arize refuses any other.`
        : `${user} does not have the account role annotator, so Arize refuses the role annotator here.`,
      span: this.locate(source, 'key'),
      related: [{ message: 'the account role is declared here', span: this.locate(person.source, 'key') }],
      hint: isAnnotator ? 'write `annotator`' : 'give another role',
    });
  }

  /** Arize refuses members of a space who are not in its organization (contract §7 "Spaces"). */
  private organizationMembership({ kind, names, source, term, attributes }: DesiredResource, user: string): void {
    const { organization } = names;
    if (kind === outermostMembership || organization === undefined) return;
    const map = this.organizationMaps.get(organization);
    if (map === undefined) return;
    const membership = this.declared.get(outermostMembership, addressOf.organizationMember(organization, user));
    if (membership?.ensure === 'present') {
      this.outlives(source, term, user, membership);
      return;
    }
    const outside =
      membership === undefined ? { above: map, what: 'the members of the organization' } : leftBy(membership);
    this.report(notInOrganization({ kind, names, attributes, source }, outside, this.locate));
  }

  /** Told now, not on the day on which the organization's entry ends and the files stop being right. */
  private outlives(source: Source, term: Term | undefined, user: string, above: DesiredResource): void {
    const end = above.term?.until;
    if (end === undefined || (term?.until !== undefined && term.until <= end)) return;
    this.report({
      code: 'outlives-membership',
      severity: 'error',
      message: `${user} would be a member here after ${end}, when the membership of the organization ends; Arize refuses that.`,
      span: this.locate(source, 'key'),
      related: [
        {
          message: 'ends here',
          span: this.locate({ ...above.source, path: [...above.source.path, 'until'] }, 'value'),
        },
      ],
      hint: 'give this entry the same `until`, or an earlier one',
    });
  }
}

/** The entry by which somebody is not, or no longer, a member. */
function leftBy({ source, term }: DesiredResource): Outside {
  const remedy = 'or remove the entry here';
  return term?.until === undefined
    ? { above: source, what: 'declared absent here', instead: `replace that \`absent\` by a role, ${remedy}` }
    : { above: source, what: `ended ${term.until}`, instead: `give a later \`until\` there, ${remedy}` };
}
