/** Of whoever runs the tests: what programs need to be found, and where files go. */
const kept = ['PATH', 'HOME', 'TMPDIR', 'TEST', 'NODE_ENV', 'NODE_OPTIONS', 'NODE_V8_COVERAGE', 'UPDATE_EXPECTED'];

/** What steers ax-gitops itself; all else that begins so steers the tests. */
const ofTheProduct = ['AX_GITOPS_NOW', 'AX_GITOPS_PROFILE', 'AX_GITOPS_VARIABLES'];

/** The same on every machine. Git has no settings but those that a test gives it, and knows who commits. */
const own = {
  LANG: 'C.UTF-8',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Tester',
  GIT_AUTHOR_EMAIL: 'tester@example.com',
  GIT_COMMITTER_NAME: 'Tester',
  GIT_COMMITTER_EMAIL: 'tester@example.com',
};

/**
 * The tests see the same environment on every machine, since much of it shows in what is printed: proxies, certificates, a
 * login, the language, the time zone, the size of a terminal, whether it is CI. Tests of such a variable set it. Only the
 * comparison with the server of the login in use (`npm run test:server`) needs all of it.
 */
export default function ownEnvironment(): (() => void) | undefined {
  if (process.env['AX_GITOPS_SERVER'] !== undefined) return undefined;
  const before = { ...process.env };
  for (const name of Object.keys(before)) if (!isKept(name)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, own);
  return () => {
    Object.assign(process.env, before);
  };
}

function isKept(name: string): boolean {
  if (kept.includes(name) || name.startsWith('VITEST')) return true;
  return name.startsWith('AX_GITOPS_') && !ofTheProduct.includes(name);
}
