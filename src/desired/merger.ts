import { resourceKey } from '../model/resource.js';
import { equal } from '../model/equal.js';
import { grantsIn, kindNames, kinds } from '../kinds/index.js';
import { normaliseWord, trimmed } from '../kinds/words.js';
import type { AccessFile } from '../load/schema.gen.js';
import type { Address, Names } from '../model/address.js';
import { normaliseEmail } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { ManagedMap } from '../model/desired.js';
import type { Json } from '../model/json.js';
import type { Policy, Unmanaged } from '../model/policy.js';
import { readDestructiveLimit } from '../model/policy.js';
import type { Delivery, DesiredResource, KindName } from '../model/resource.js';
import type { Sink } from '../model/sink.js';
import type { Locate, Source } from '../model/source.js';
import type { Collected, MemberMap, MemberPart, Report } from './collected.js';
import { below } from './collected.js';
import type { WrittenGroup } from './groups.js';
import { expandGroups } from './groups.js';

type Ensure = DesiredResource['ensure'];

interface Declared {
  readonly kind: KindName;
  readonly address: Address;
  readonly names: Names;
  readonly source: Source;
  ensure: Ensure;
  renamedFrom: { readonly name: string; readonly source: Source } | undefined;
  readonly fields: Map<string, { readonly value: Json; readonly source: Source }>;
  readonly delivery: Map<string, { readonly value: Json; readonly source: Source }>;
}

/** Puts together what several places say of one thing. */
export class Merger {
  private readonly declared = new Map<string, Declared>();
  private readonly memberMaps = new Map<Address, MemberMap & { readonly parts: MemberPart[] }>();
  private readonly groups = new Map<string, WrittenGroup>();
  private readonly managed = new Map<string, ManagedMap>();
  private readonly targetFields = new Map<string, { readonly value: string; readonly source: Source }>();
  private targetSource: Source | undefined;
  private readonly sinks = new Map<string, { readonly value: Json; readonly source: Source }>();
  private readonly sinkUses: { readonly name: string; readonly source: Source }[] = [];
  private readonly protect = new Set<string>();
  private readonly ignore = new Set<string>();
  private readonly separate = new Map<string, readonly string[]>();
  private readonly domains = new Set<string>();
  private readonly variables = new Map<string, readonly string[]>();
  private readonly policySources = new Map<string, Source>();
  private readonly unmanaged = new Map<string, { readonly value: string; readonly source: Source }>();
  private readonly policyFields = new Map<string, { readonly value: string | number; readonly source: Source }>();

  constructor(
    private readonly locate: Locate,
    private readonly report: Report,
  ) {}

  manage(names: readonly KindName[], container: Address | undefined): void {
    this.managed.set(`${names.join()} ${container ?? ''}`, {
      kinds: names,
      ...(container !== undefined && { container }),
    });
  }

  target(target: AccessFile['target'], source: Source): void {
    if (target === undefined) return;
    this.targetSource ??= source;
    for (const field of ['profile', 'host'] as const) {
      const value = target[field];
      if (value !== undefined) this.agree(this.targetFields, field, value, below(source, field));
    }
  }

  policy(policy: AccessFile['policy'], source: Source): void {
    for (const field of ['protect', 'ignore'] as const)
      policy?.[field]?.forEach((pattern, index) => {
        this[field].add(pattern);
        this.policyLine(`${field} ${pattern}`, below(source, field, index));
      });
    policy?.separate?.forEach((listed, index) => {
      const permissions = [...listed].sort();
      this.separate.set(permissions.join(), permissions);
      this.policyLine(`separate ${permissions.join(', ')}`, below(source, 'separate', index));
    });
    if (policy?.allowed_variables !== undefined) {
      const globs = [...policy.allowed_variables].sort();
      this.variables.set(globs.join(), globs);
      this.policyLine(`allowed_variables ${globs.join(', ')}`, below(source, 'allowed_variables'));
    }
    this.unmanagedPolicy(policy?.unmanaged, below(source, 'unmanaged'));
    policy?.allowed_domains?.forEach((written, index) => {
      const domain = written.toLowerCase().replace(/^@/, '');
      this.domains.add(domain);
      this.policyLine(`allowed_domains ${domain}`, below(source, 'allowed_domains', index));
    });
    for (const field of ['max_destructive', 'min_account_admins', 'min_organization_admins'] as const) {
      const value = policy?.[field];
      if (value !== undefined) this.agree(this.policyFields, field, value, below(source, field));
    }
  }

  private policyLine(line: string, source: Source): void {
    if (!this.policySources.has(line)) this.policySources.set(line, source);
  }

  /** One word for all kinds, or one per kind; where files give both, the kind's own counts. */
  private unmanagedPolicy(unmanaged: NonNullable<AccessFile['policy']>['unmanaged'], source: Source): void {
    if (unmanaged === undefined) return;
    if (typeof unmanaged === 'string') this.agree(this.unmanaged, 'unmanaged', normaliseWord(unmanaged), source);
    else
      for (const [kind, word] of Object.entries(unmanaged) as [string, string][])
        this.agree(this.unmanaged, `unmanaged.${kind}`, normaliseWord(word), below(source, kind));
  }

  sink(name: string, sink: Sink, source: Source): void {
    this.agree(this.sinks, name, sink, source);
  }

  /** What happens to a secret; several files must agree. */
  deliver(kind: KindName, names: Names, delivery: Delivery, source: Source): void {
    const found = this.declared.get(resourceKey({ kind, address: kinds[kind].addressOf(names) }));
    if (found === undefined) return;
    for (const [field, value] of Object.entries(delivery) as [string, Json][])
      this.agree(found.delivery, field, value, below(source, field === 'sink' ? 'secret' : field));
    if (delivery.sink !== undefined) this.sinkUses.push({ name: delivery.sink, source: below(source, 'secret') });
  }

  group(name: string, people: readonly string[], source: Source): void {
    const group = this.groups.get(name) ?? { source, people: new Map(), groups: new Map() };
    this.groups.set(name, group);
    people.forEach((text, index) => {
      const [into, key] = text.startsWith('@') ? [group.groups, text.slice(1)] : [group.people, normaliseEmail(text)];
      if (!into.has(key)) into.set(key, below(source, index));
    });
  }

  members(of: MemberMap['of'], names: Names, map: Readonly<Record<string, unknown>> | undefined, source: Source): void {
    if (map === undefined) return;
    this.distinctEmails(Object.keys(map), source);
    const container = kinds[of].addressOf(names);
    this.manage(grantsIn(of), container);
    const found = this.memberMaps.get(container) ?? { of, names, source, parts: [] };
    this.memberMaps.set(container, found);
    found.parts.push({ source, members: map });
  }

  /** Emails compare without case, so YAML does not see that two keys of one map are the same. */
  distinctEmails(keys: readonly string[], source: Source): void {
    // Keys of a map differ as they are written.
    if (keys.every((key) => key === normaliseEmail(key))) return;
    const first = new Map<string, string>();
    for (const key of keys.filter((name) => !name.startsWith('@'))) {
      const earlier = first.get(normaliseEmail(key));
      first.set(normaliseEmail(key), earlier ?? key);
      if (earlier === undefined) continue;
      this.report({
        code: 'duplicate-key',
        severity: 'error',
        message: `the key ${quote(key)} is given twice in the same map: emails compare without case.`,
        span: this.locate(below(source, key), 'key'),
        related: [{ message: 'first given here', span: this.locate(below(source, earlier), 'key') }],
        hint: 'remove one of the two',
      });
    }
  }

  declare(
    kind: KindName,
    names: Names,
    ensure: Ensure,
    fields: Readonly<Record<string, Json>>,
    source: Source,
    renamedFrom?: string,
  ): void {
    const address = kinds[kind].addressOf(names);
    const key = resourceKey({ kind, address });
    const found = this.declared.get(key);
    const resource: Declared = found ?? {
      kind,
      address,
      names,
      source,
      ensure,
      renamedFrom: undefined,
      fields: new Map(),
      delivery: new Map(),
    };
    this.declared.set(key, resource);
    if (found !== undefined && (found.ensure === 'absent') !== (ensure === 'absent')) {
      this.disagree(
        `${kinds[kind].title} ${quote(nameOf(names, kind))} is both absent and declared`,
        source,
        found.source,
        'key',
      );
      return;
    }
    // A project that one file creates and another only refers to is created.
    if (found !== undefined && ensure === 'present') resource.ensure = 'present';
    for (const [field, value] of Object.entries(fields))
      this.agree(resource.fields, field, asStored(field, value), fieldSource(source, kind, field));
    if (renamedFrom === undefined) return;
    const place = below(source, 'renamed_from');
    if (resource.renamedFrom !== undefined && resource.renamedFrom.name !== renamedFrom) {
      this.disagree(
        `renamed_from is ${quote(renamedFrom)} here and ${quote(resource.renamedFrom.name)} elsewhere`,
        place,
        resource.renamedFrom.source,
        'value',
      );
    }
    resource.renamedFrom ??= { name: renamedFrom, source: place };
  }

  agree<T extends Json>(
    fields: Map<string, { readonly value: T; readonly source: Source }>,
    field: string,
    value: T,
    source: Source,
  ): void {
    const found = fields.get(field);
    if (found === undefined) fields.set(field, { value, source });
    else if (!equal(found.value, value))
      this.disagree(
        `${field} has two values: ${show(value)} here, ${show(found.value)} elsewhere`,
        source,
        found.source,
        'value',
      );
  }

  result(): Omit<Collected, 'locate'> {
    const target = Object.fromEntries([...this.targetFields].map(([field, { value }]) => [field, value]));
    return {
      resources: [...this.declared.values()].map(({ fields, delivery, renamedFrom, ...resource }) => ({
        ...resource,
        attributes: Object.fromEntries([...fields].map(([field, { value }]) => [field, value])),
        ...(renamedFrom !== undefined && { renamedFrom }),
        ...(delivery.size > 0 && { delivery: plain(delivery) }),
      })),
      sinks: new Map([...this.sinks].map(([name, { value }]) => [name, value as unknown as Sink])),
      sinkSources: new Map([...this.sinks].map(([name, { source }]) => [name, source])),
      sinkUses: this.sinkUses,
      memberMaps: [...this.memberMaps.values()],
      groups: expandGroups(this.groups, this.locate, this.report),
      managed: [...this.managed.values()].sort(
        (a, b) => compareText(a.container ?? '', b.container ?? '') || compareText(a.kinds.join(), b.kinds.join()),
      ),
      policy: this.wholePolicy(),
      target: this.targetSource === undefined ? undefined : { ...target, source: this.targetSource },
    };
  }

  private wholePolicy(): Policy {
    const limit = this.policyFields.get('max_destructive')?.value;
    const maxDestructive = limit === undefined ? undefined : readDestructiveLimit(limit);
    const minAccountAdmins = this.policyFields.get('min_account_admins')?.value;
    const minOrganizationAdmins = this.policyFields.get('min_organization_admins')?.value;
    const unmanaged = kindNames.flatMap((kind) => {
      const found = this.unmanaged.get(`unmanaged.${kind}`) ?? this.unmanaged.get('unmanaged');
      return found === undefined ? [] : [[kind, { action: found.value as Unmanaged, source: found.source }] as const];
    });
    return {
      unmanaged: Object.fromEntries(unmanaged),
      separate: [...this.separate.values()].sort((a, b) => compareText(a.join(), b.join())),
      ignore: [...this.ignore].sort(),
      protect: [...this.protect].sort(),
      allowedDomains: [...this.domains].sort(),
      ...(this.variables.size > 0 && {
        allowedVariables: [...this.variables.values()].sort((a, b) => compareText(a.join(), b.join())),
      }),
      ...(maxDestructive !== undefined && { maxDestructive }),
      ...(typeof minAccountAdmins === 'number' && { minAccountAdmins }),
      ...(typeof minOrganizationAdmins === 'number' && { minOrganizationAdmins }),
      sources: new Map([
        ...this.policySources,
        ...[...this.unmanaged, ...this.policyFields].map(([field, { source }]) => [field, source] as const),
      ]),
    };
  }

  private disagree(message: string, source: Source, other: Source, part: 'key' | 'value'): void {
    this.report({
      code: 'conflicting-values',
      severity: 'error',
      message: `${message}.`,
      span: this.locate(source, part),
      related: [{ message: 'the other one', span: this.locate(other, part) }],
      hint: 'keep one of the two',
    });
  }
}

function fieldSource(source: Source, kind: KindName, field: string): Source {
  return kinds[kind].role === 'flag' ? source : below(source, field);
}

function nameOf(names: Names, kind: KindName): string {
  const { ownName, holder } = kinds[kind];
  if (ownName !== undefined) return names[ownName] ?? '';
  return holder === undefined ? '' : nameOf(names, holder);
}

/** Texts are compared as Arize stores them. */
function asStored(field: string, value: Json): Json {
  return typeof value === 'string' && (field === 'name' || field === 'description') ? trimmed(value) : value;
}

function plain(fields: ReadonlyMap<string, { readonly value: Json }>): Readonly<Record<string, Json>> {
  return Object.fromEntries([...fields].map(([field, { value }]) => [field, value]));
}

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
