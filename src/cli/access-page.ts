import { createHash } from 'node:crypto';
import type { AccessList, AccessQuestion } from '../access/grants.js';
import type { AccessMap } from '../access/index.js';
import { pagePeople, pagePlaces, pageRoles } from '../access/page-content.js';
import { summarise } from '../access/summary.js';
import { toldByFiles } from '../access/told-by-files.js';
import type { AccessGrant } from '../model/access.js';
import { loginTitle } from '../model/visibility.js';
import type { CheckedFiles } from '../reconcile/files.js';
import type { ReadOutcome } from '../reconcile/outcome.js';
import { count } from '../report/layout.js';
import type { AccessPage } from '../report/html/access-html.js';
import { accessToHtml } from '../report/html/access-html.js';
import { packageVersion } from '../reconcile/version.js';
import type { Context } from './context.js';

/** Above so many, the page shows each grant at its outermost place instead of at every place. */
const mostCells = 400_000;

interface Shown {
  readonly list: AccessList;
  readonly question: AccessQuestion;
  readonly map: AccessMap;
  readonly notes: readonly string[];
  readonly changes?: AccessPage['changes'];
  /** What the files say of grants, where there are files. */
  readonly files?: CheckedFiles;
}

/** The page for an auditor: whose account, when, seen by whom, and what. */
export function accessPage(
  { list, question, map, notes, changes = [], files }: Shown,
  { live, connection }: Extract<ReadOutcome, { readonly type: 'read' }>,
  context: Context,
): string {
  const { host, profile, takenAt } = connection;
  const grants = [...list.grants()];
  const isFolded = grants.reduce((sum, grant) => sum + grant.places, 0) > mostCells;
  const { login } = live.visibility;
  const told = toldByFiles(files?.desired?.resources ?? []);
  const shown = (isFolded ? grants : [...list.placeByPlace()]).map((grant) => told(withoutUnlisted(grant, map)));
  const { isOn = () => true } = question;
  return accessToHtml({
    title: `Access to ${host}`,
    head: [
      ['Account', profile === undefined ? host : `${host} (profile ${profile})`],
      [takenAt === undefined ? 'Read' : 'Snapshot taken', takenAt ?? context.now().toISOString()],
      ['Seen by', login === undefined ? 'a login that could not be determined' : loginTitle(login)],
      ['Files', files === undefined ? 'none read' : filesText(files)],
      ['Made with', `ax-gitops ${packageVersion()}`],
      ['Grants', String(grants.length)],
    ],
    changes,
    summary: summarise(live, grants.map(told)),
    people: pagePeople(live, grants, question),
    places: pagePlaces(live, map.places.filter(isOn)),
    roles: isEverything(question) ? pageRoles(live) : [],
    grants: shown,
    notes: isFolded ? [...notes, 'each grant is shown at the outermost place where it counts'] : notes,
    isFolded,
  });
}

/** That Arize lists no permissions of a role is said of the role; a doubt is what may be there and was not seen. */
function withoutUnlisted(grant: AccessGrant, map: AccessMap): AccessGrant {
  if (!grant.isPartlyUnknown || grant.permissions.length > 0) return grant;
  return { ...grant, isPartlyUnknown: map.of(grant.user, grant.on).isUnseen };
}

function isEverything({ user, isOn, can }: AccessQuestion): boolean {
  return user === undefined && isOn === undefined && can === undefined;
}

/** How many files, and what stands for exactly their text. */
function filesText({ sources }: CheckedFiles): string {
  const hash = createHash('sha256');
  const texts = [...sources].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, text] of texts) hash.update(`${name}\0${text}\0`);
  return `${count(texts.length, 'file')}, sha256:${hash.digest('hex').slice(0, 16)}`;
}
