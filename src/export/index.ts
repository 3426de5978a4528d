import { keyKind, kinds, personKind, placeKinds, thingKinds } from '../kinds/index.js';
import { indexLive } from '../kinds/live-index.js';
import type { Document } from 'yaml';
import type { LiveState } from '../model/live.js';
import type { LiveIndex } from '../model/live-index.js';
import type { KindName, LiveResource } from '../model/resource.js';
import { isReadEverywhere } from '../model/visibility.js';
import { suggestGroups } from './groups.js';
import { grantsOf } from './grants.js';
import type { Told } from './entries.js';
import { entriesOf } from './entries.js';
import { unseenOf } from '../kinds/unseen.js';
import { serviceKeys } from './left-out.js';
import { onOneLine, yamlDocument } from './yaml.js';
import { Commented } from '../kinds/written.js';
import { compareText } from '../model/compare-text.js';

export interface ExportOptions {
  /** One file for each organization. */
  readonly split: boolean;
  /** People with the same role in three places or more become groups. */
  readonly suggestGroups: boolean;
  /** What files may name; a role with any other is left out. */
  readonly knownPermissions: ReadonlySet<string>;
  /** Where editors find the schema. */
  readonly schemaUrl: string;
  /** When it was read, where that is a snapshot. */
  readonly takenAt?: string;
  /** The host of the account, for files that are to be kept: they refuse any other, and say what becomes of the rest. */
  readonly host?: string;
}

/** The files that say what is live: a plan right after is empty. Same account, same bytes. */
export function exportFiles(state: LiveState, options: ExportOptions): ReadonlyMap<string, string> {
  const live = indexLive(state);
  const places = grantsOf(live);
  const groups = options.suggestGroups
    ? suggestGroups(places)
    : { named: new Map<string, readonly string[]>(), places };
  const told: Told = { live, grants: groups.places, knownPermissions: options.knownPermissions };
  const sections = (names: readonly KindName[]) =>
    Object.fromEntries(
      names.flatMap((kind) => {
        const found = listed(live, kind);
        // An empty map would say that there is nothing, which a list that was not shown does not.
        if (found.length === 0 && !isReadEverywhere(state.visibility, kind)) return [];
        return [[kinds[kind].section, entriesOf(found, told)]];
      }),
    );
  const organizations = listed(live, splitKind);
  const file = (name: string) => (options.split ? `organizations/${name}.yaml` : 'access.yaml');
  const names = uniqueFileNames(organizations);
  const files = new Map<string, string>();
  const main = yamlDocument({
    version: 1,
    ...(options.split && organizations.length > 0 && { include: ['organizations/*.yaml'] }),
    ...(options.host !== undefined && { target: { host: options.host } }),
    ...sections(outermost.filter(isOfPeople)),
    ...(groups.named.size > 0 && { groups: Object.fromEntries(groups.named) }),
    ...sections(outermost.filter((kind) => !isOfPeople(kind) && !(options.split && kind === splitKind))),
    ...(options.host !== undefined && {
      policy: { unmanaged: new Commented('what no file declares is listed in each plan, and left alone', 'report') },
    }),
  });
  main.comment = keysComment(live);
  files.set('access.yaml', written(main, state, options));
  if (options.split) {
    for (const organization of organizations) {
      const own = yamlDocument({ [kinds[splitKind].section]: entriesOf([organization], told) });
      own.commentBefore = modeline(options);
      files.set(file(names.get(organization.address) ?? ''), own.toString(yamlStyle));
    }
  }
  return files;
}

function modeline({ schemaUrl }: ExportOptions): string {
  return ` yaml-language-server: $schema=${schemaUrl}`;
}

/** What stands at the end. */
function keysComment(live: LiveIndex): string | null {
  const keys = serviceKeys(live);
  if (keys.length === 0) return null;
  return [
    " Service keys are not exported, since a secret can't be read again:",
    ...keys.map((key) => `   ${onOneLine(key)}`),
  ].join('\n');
}

const yamlStyle = { lineWidth: 0, flowCollectionPadding: true } as const;

/** What is in nothing, and has entries of its own that say all of it: of a key a file also says where its secret goes. */
const outermost: readonly KindName[] = thingKinds.filter(
  (kind) => kinds[kind].holder === undefined && kind !== keyKind,
);
/** The places that a file each is written for. */
const [splitKind] = placeKinds as [KindName];

function isOfPeople(kind: KindName): boolean {
  return kind === personKind;
}

/** What the platform made itself is in no file. */
function listed(live: LiveIndex, kind: LiveResource['kind']): readonly LiveResource[] {
  return [...live.state.resources[kind].values()]
    .filter(({ builtIn }) => builtIn !== true)
    .sort((a, b) => compareText(a.address, b.address));
}

/** What could not be read is said at the top, since a file can't hold what is not known. */
function written(document: Document, live: LiveState, options: ExportOptions): string {
  const unseen = unseenOf(live).map(({ scope, reason }) => ` Not read: ${scope}: ${reason}`);
  const promise = unseen.length === 0 ? ' A plan right after it is empty.' : '';
  const { takenAt } = options;
  const taken = takenAt === undefined ? [] : [` From a snapshot taken ${takenAt}; later changes are not in it.`];
  const lines = [` Written by \`ax-gitops export\`.${promise}`, ...taken, ...unseen].map(onOneLine);
  document.commentBefore = [modeline(options), '', ...lines].join('\n');
  return document.toString(yamlStyle);
}

/** Names that Windows keeps for devices, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** File systems take 255 bytes, with the extension and the number that tells two apart. */
const longestName = 200;

/** Names that every file system takes, each once. */
export function uniqueFileNames(
  organizations: readonly Pick<LiveResource, 'address' | 'names'>[],
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    organizations.map(({ address, names }) => {
      const plain = (names.organization ?? '')
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, longestName)
        .replaceAll(/^-|-$/g, '');
      const base = plain === '' || reserved.test(plain) ? `organization${plain && `-${plain}`}` : plain;
      let name = base;
      for (let n = 2; taken.has(name); n++) name = `${base}-${String(n)}`;
      taken.add(name);
      return [address, name] as const;
    }),
  );
}
