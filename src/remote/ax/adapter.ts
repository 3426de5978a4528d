import pLimit from 'p-limit';
import type { ResolvedCall } from '../../model/call.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { bringsSecret, callResult, removalOfMissing } from '../call-result.js';
import type { Way } from '../network/causes.js';
import type { Answer } from '../pages.js';
import { listAll, unreadable } from '../pages.js';
import type { Arize, CallResult, Connection, RawObject, RemoteFailure } from '../port.js';
import { retryDefaults, sleep, withRetry } from '../retry.js';
import { slowTeller, waitTeller } from '../waits.js';
import { axArguments, listArguments } from './argv.js';
import type { Asked } from './classify.js';
import { classify } from './classify.js';
import { hiding } from '../hidden-key.js';
import { axEnvironment, axWay } from './environment.js';
import { withDescription } from './description.js';
import type { AxHome } from './home.js';
import { prepareHome } from './home.js';
import { findLauncher } from './launcher.js';
import type { AxOutcome } from './runner.js';
import type { AxMode, ChosenRunner } from './runner-choice.js';
import { chooseRunner } from './runner-choice.js';
import { takenForName } from './taken-for-name.js';
import { axVersion } from './version.js';

export interface AxOptions {
  /** The launcher's path or name; else `ax` on PATH. */
  readonly ax?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly runner: AxMode;
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Milliseconds until a call without an answer is ended. */
  readonly timeoutMs?: number;
  /** Told, in a line each, of what takes long. */
  readonly tell?: (line: string) => void;
  /** For tests: the clock of retries. */
  readonly wait?: typeof sleep;
  readonly random?: () => number;
}

/** An ax that is there, new enough, and has a login. */
interface Ready {
  readonly runner: ChosenRunner;
  readonly home: AxHome;
  readonly version: string;
  readonly way: Way;
  readonly hide: ReturnType<typeof hiding>;
  readonly onWait: ReturnType<typeof waitTeller>;
}

/** Interrupted before it was asked. */
const notBegun = failed<RemoteFailure>({ kind: 'interrupted', message: 'interrupted', uncertain: false });

/** Arize through its own CLI: every question and change is one `ax` command line. */
export function axTransport(options: AxOptions): Arize {
  const limit = pLimit(options.concurrency);
  let starting: ReturnType<typeof start> | undefined;
  const started = () => (starting ??= start(options));
  let preparing: Promise<Result<Ready, RemoteFailure>> | undefined;
  const ready = (signal?: AbortSignal) => (preparing ??= prepare(started(), options, signal));
  const tell = options.tell ?? (() => undefined);
  const tellingIfSlow = slowTeller((seconds) => {
    tell(`ax has been waiting for an answer for ${String(seconds)} s: the server is slow, or has asked it to wait.`);
  });

  const how = (signal: AbortSignal | undefined) => ({
    ...(signal !== undefined && { signal }),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  });
  const ask = async (
    { runner, way, hide }: Ready,
    args: readonly string[],
    asked: Asked,
    signal: AbortSignal | undefined,
  ): Promise<Result<Answer, RemoteFailure>> => {
    if (signal?.aborted === true) return notBegun;
    const outcome = await tellingIfSlow(runner.run(args, how(signal)));
    const read = classify(withoutKey(outcome, hide), asked, way);
    return read.ok
      ? ok({ object: read.value, bytes: outcome.type === 'exited' ? outcome.stdout.length : 0, host: way.host })
      : failed({ ...read.error, message: hide(read.error.message) });
  };
  const run = async (
    args: readonly string[],
    asked: Asked,
    signal: AbortSignal | undefined,
  ): Promise<Result<Answer, RemoteFailure>> => {
    const prepared = await ready(signal);
    if (!prepared.ok) return prepared;
    return withRetry(() => limit(() => ask(prepared.value, args, asked, signal)), {
      ...retryDefaults,
      isWrite: asked.isWrite,
      sleep: options.wait ?? sleep,
      random: options.random ?? Math.random,
      signal,
      onWait: prepared.value.onWait,
    });
  };

  return {
    async describe(signal) {
      const prepared = await ready(signal);
      return prepared.ok ? ok(describe(prepared.value)) : prepared;
    },
    list: (listing, signal, onPage) =>
      listAll(
        listing,
        (cursor) => run(listArguments(listing, cursor), { isWrite: false, printsJson: true, isSecret: false }, signal),
        onPage,
      ),
    async call(given, signal) {
      const misread = takenForName(given);
      if (misread !== undefined) return failed(misread);
      const whole = await withDescription(given, async (args) => {
        const read = await run(args, { isWrite: false, printsJson: true, isSecret: false }, signal);
        return read.ok ? ok(read.value.object ?? {}) : read;
      });
      if (!whole.ok) return whole;
      const call = whole.value;
      const answer = await run(
        axArguments(call),
        { isWrite: true, printsJson: printsJson(call), isSecret: bringsSecret(call) },
        signal,
      );
      if (!answer.ok) return alreadyGone(call, answer.error);
      const prepared = await ready();
      return readAnswer(call, answer.value.object, prepared.ok ? prepared.value.hide : String);
    },
    getReady() {
      void started().then((outcome) => {
        if (outcome.ok) outcome.value.runner.getReady();
      });
    },
    async close() {
      const outcome = await starting;
      if (outcome?.ok !== true) return;
      await outcome.value.runner.close();
      await outcome.value.home.remove();
    },
  };
}

/** What can be had without asking ax. */
async function start({ ax, env, home, runner: mode, concurrency }: AxOptions) {
  const launcher = await findLauncher(ax, env);
  if (!launcher.ok) return launcher;
  const prepared = await prepareHome({ home, env });
  if (!prepared.ok) return prepared;
  const runner = chooseRunner(mode, {
    ax: launcher.value,
    env: axEnvironment(env, prepared.value.path, prepared.value.login.apiUrl),
    concurrency,
  });
  return ok({ launcher: launcher.value, home: prepared.value, runner });
}

async function prepare(
  starting: ReturnType<typeof start>,
  { env, tell }: AxOptions,
  signal: AbortSignal | undefined,
): Promise<Result<Ready, RemoteFailure>> {
  const started = await starting;
  if (!started.ok) return started;
  const { launcher, home, runner } = started.value;
  const version = await axVersion(launcher, runner, signal);
  if (!version.ok) return version;
  const way = axWay(home.login.apiUrl, env);
  const onWait = waitTeller(way.host, tell ?? (() => undefined));
  return ok({ runner, home, version: version.value, way, hide: hiding(home.login.apiKey), onWait });
}

/** What ax says of an answer may quote it. */
function withoutKey(outcome: AxOutcome, hide: Ready['hide']): AxOutcome {
  return outcome.type === 'exited' ? { ...outcome, stderr: hide(outcome.stderr) } : outcome;
}

function describe({ version, home, runner }: Ready): Connection {
  const notWarm = runner.note();
  return {
    transport: 'ax',
    axVersion: version,
    ...(home.login.profile !== undefined && { profile: home.login.profile }),
    host: new URL(home.login.apiUrl).host,
    capabilities: { privateSpaces: false },
    ...(notWarm !== undefined && { notWarm }),
  };
}

function printsJson(call: ResolvedCall): boolean {
  return call.do === 'users.delete' || !(isRemoval(call) || isMessage(call));
}

function isRemoval({ do: name }: ResolvedCall): boolean {
  return /\.(?:delete|remove-user|unrestrict|revoke)$/.test(name);
}

function isMessage({ do: name }: ResolvedCall): boolean {
  return name === 'users.resend-invitation' || name === 'users.reset-password';
}

function readAnswer(
  call: ResolvedCall,
  object: RawObject | undefined,
  hide: Ready['hide'],
): Result<CallResult, RemoteFailure> {
  if (call.do === 'users.delete') return readDeletion(object ?? {}, hide);
  const id = object?.['id'];
  if (/\.create(?:-service)?$/.test(call.do) && typeof id !== 'string') {
    return failed({ ...unreadable(`ax printed no ID for what it created with ${call.do}`), uncertain: true });
  }
  return ok(callResult(call, object));
}

/** `users delete` exits with 0 whatever happened; only its results say what did (contract §2). */
function readDeletion(object: RawObject, hide: Ready['hide']): Result<CallResult, RemoteFailure> {
  const { results } = object;
  const [first] = (Array.isArray(results) ? results : []) as readonly RawObject[];
  const status = textOf(first?.['status']).toLowerCase();
  if (status === 'deleted') return ok({});
  if (status === 'not_found') return ok({ alreadyGone: true });
  const said = hide(textOf(first?.['error'])) || 'ax did not say why';
  // The text is that of an SDK exception, with the answer's headers behind it: "(403)\nReason: Forbidden\n…".
  const code = /^\((\d{3})\)/.exec(said)?.[1];
  const reason = /Reason: ([^\n]*)/.exec(said)?.[1];
  const number = code === undefined ? undefined : Number(code);
  const kinds: Readonly<Record<number, RemoteFailure['kind']>> = {
    401: 'unauthorized',
    403: 'forbidden',
    429: 'rate-limited',
  };
  const isUnclear = number === undefined || number >= 500;
  const why = code === undefined ? (said.split('\n')[0]?.slice(0, 200) ?? status) : `${code} ${reason ?? ''}`.trim();
  if (number === 404) {
    const isExplained = /HTTP response body: .*\b(?:title|detail)['"]?[=:]\s*['"]/s.test(said);
    return removalOfMissing({
      kind: 'not-found',
      status: 404,
      message: why,
      ...(isExplained && { isExplained }),
      uncertain: false,
    });
  }
  return failed({
    kind: isUnclear ? 'server' : (kinds[number] ?? 'invalid'),
    ...(number !== undefined && { status: number }),
    message: `the user was not deleted: ${why}`,
    uncertain: isUnclear,
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * What was to be removed is not there: that is what was wanted. But revoking is idempotent (contract §7): a key that is not
 * found is one that this login is not shown.
 */
function alreadyGone(call: ResolvedCall, failure: RemoteFailure): Result<CallResult, RemoteFailure> {
  return isRemoval(call) && call.do !== 'api-keys.revoke' && failure.kind === 'not-found'
    ? removalOfMissing(failure)
    : failed(failure);
}
