import { buildDesiredState } from '../src/desired/index.js';
import { diffStates } from '../src/diff/index.js';
import { needsOf, readLive } from '../src/live/index.js';
import { loadDocuments } from '../src/load/index.js';
import { ok } from '../src/model/result.js';
import { destructiveDigestOf, digestOf } from '../src/plan/digest.js';
import { makePlan } from '../src/plan/index.js';
import { summarise } from '../src/plan/summary.js';
import { axCommand } from '../src/remote/ax/argv.js';
import type { Arize, RawObject } from '../src/remote/port.js';
import { planToJson } from '../src/report/plan-json.js';
import { printPlan } from '../src/report/plan-text.js';
import { grantedRole } from './account.js';

/* The pure stages once, over a file and an account in which everybody is there and 99 in 100 grants are. */

const [, , file = '', users = '0'] = process.argv;
const capabilities = { privateSpaces: false };

/** The clock, and what the process has used of the processors, which other processes on the machine change less. */
const clock = () => {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
};

const start = clock();
const { documents, diagnostics } = await loadDocuments({ paths: [file], cwd: '/', env: {} });
const { state } = buildDesiredState(documents, { now: new Date(0) });
if (state === undefined) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
const loaded = clock();

const arize = fakeArize(state);
const planning = clock();
const live = await readLive(arize, needsOf(state));
if (!live.ok) throw new Error(live.error.message);
const compared = diffStates(state, live.value, capabilities, new Date(0));
if ('diagnostics' in compared) throw new Error(JSON.stringify(compared.diagnostics.slice(0, 3)));
const made = makePlan({
  diff: compared.diff,
  target: { transport: 'ax', host: 'bench' },
  capabilities,
  desired: state,
  now: new Date(0),
  spell: axCommand,
});
if ('diagnostics' in made) throw new Error('no plan');
const digest = digestOf(made.plan.steps);
const planned = clock();

const document = planToJson(made.plan, {
  version: '0',
  createdAt: new Date(0),
  summary: summarise(made.plan),
  digest,
  destructiveDigest: destructiveDigestOf(made.plan.steps),
});
const text = printPlan(document, { color: false, width: 100, unicode: true });
const printed = clock();
const megabytes = process.resourceUsage().maxRSS / 1024;
const between = (from: ReturnType<typeof clock>, to: ReturnType<typeof clock>) => ({
  wall: to.wall - from.wall,
  cpu: to.cpu - from.cpu,
});
process.stdout.write(
  JSON.stringify({
    load: between(start, loaded),
    plan: between(planning, planned),
    text: between(planned, printed),
    megabytes,
    digest,
    characters: text.length,
  }),
);

/** Lists what the desired state holds, as live objects. */
function fakeArize({ resources }: NonNullable<typeof state>): Pick<Arize, 'list'> & Arize {
  const ids = new Map<string, string>();
  const idOf = (name: string) => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, String(ids.size));
    return String(ids.size - 1);
  };
  const names = (kind: string) =>
    resources.filter((resource) => resource.kind === kind).map((resource) => resource.names);
  const spaces = new Map<string, RawObject[]>();
  for (const { organization = '', space = '' } of names('space')) {
    const within = idOf(`o ${organization}`);
    const others = spaces.get(within) ?? [];
    spaces.set(within, others);
    others.push({ id: idOf(`s ${organization}/${space}`), name: space });
  }
  // Made before the clock runs: what a server answers costs planning nothing.
  const lists: Readonly<Record<string, readonly RawObject[]>> = {
    users: Array.from({ length: Number(users) }, (_, index) => ({
      id: idOf(`user${String(index)}@example.com`),
      email: `user${String(index)}@example.com`,
      status: 'ACTIVE',
      role: { type: 'PREDEFINED', name: 'MEMBER' },
    })),
    roles: [{ id: idOf(grantedRole), name: grantedRole, permissions: ['PROJECT_READ'] }],
    organizations: names('organization').map(({ organization = '' }) => ({
      id: idOf(`o ${organization}`),
      name: organization,
    })),
    'role-bindings': names('space-role-binding')
      .filter((_, index) => index % 100 !== 0)
      .map(({ organization = '', space = '', user = '' }, index) => ({
        id: `b${String(index)}`,
        user_id: idOf(user),
        role_id: idOf(grantedRole),
        resource_id: idOf(`s ${organization}/${space}`),
      })),
  };
  return {
    describe: () => Promise.resolve(ok({ transport: 'ax', host: 'bench', capabilities })),
    list: (listing) =>
      Promise.resolve(ok((listing.list === 'spaces' ? spaces.get(listing.organization) : lists[listing.list]) ?? [])),
    call: () => Promise.resolve(ok({})),
    close: () => Promise.resolve(),
  };
}
