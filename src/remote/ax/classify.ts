import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { FailureKind, RawObject, RemoteFailure } from '../port.js';
import { failureOfCause, throughWhom } from '../network/causes.js';
import type { Way } from '../network/causes.js';
import { mayBeDoneAfter } from '../network/failures.js';
import { causeOf } from './python-errors.js';
import type { AxOutcome } from './runner.js';

/** What was asked of ax: decides what an answer must hold, and whether an unknown end is dangerous. */
export interface Asked {
  readonly isWrite: boolean;
  /** Whether ax prints a JSON object for it; removals print nothing (contract §2). */
  readonly printsJson: boolean;
  /** Whether what it prints may hold a secret: then none of it is quoted. */
  readonly isSecret?: boolean;
}

/**
 * Tells what became of a command: from the exit code and the JSON where there is one, and only where neither says
 * enough from the status number in `✗ Error: <status> …` and the names of exceptions.
 */
export function classify(outcome: AxOutcome, asked: Asked, way: Way): Result<RawObject | undefined, RemoteFailure> {
  switch (outcome.type) {
    case 'exited':
      return outcome.exitCode === 0
        ? answer(outcome, asked)
        : failed(explainExit(outcome.exitCode, outcome.stderr, asked, way));
    case 'timeout':
      return failed(
        failure(
          'timeout',
          `ax got no answer from ${way.host} within ${String(outcome.timeoutMs / 1000)} s and was ended`,
          {
            hint: 'check the network, then try again; --timeout SECONDS waits longer. Where the server asks for a wait, ax waits without saying so',
            uncertain: asked.isWrite,
          },
        ),
      );
    case 'too-much':
      return failed(
        failure(
          'unreadable',
          `ax printed more than ${String(outcome.limit / 1024 / 1024)} MB, which no page of Arize's answers takes, and was ended`,
          { hint: `is it Arize that answers at ${way.host}?`, uncertain: asked.isWrite },
        ),
      );
    case 'killed':
      return failed(failure('ax-broken', `ax was ended by ${outcome.signal}`, { uncertain: asked.isWrite }));
    case 'aborted':
      return failed(failure('interrupted', 'ax was interrupted', { uncertain: asked.isWrite }));
    case 'not-begun':
      return failed(failure('interrupted', 'ax was not started: the run was interrupted', { uncertain: false }));
    case 'not-started':
      return failed(failure('ax-missing', `ax could not be started: ${outcome.reason}`, { hint: installHint }));
  }
}

export const installHint =
  'install it with `pipx install arize-ax-cli` (or `uv tool install arize-ax-cli`), or name it with --ax PATH or AX_GITOPS_AX; `--transport api` needs no ax';
const upgradeHint = '`pipx upgrade arize-ax-cli` (or `pip install --upgrade arize-ax-cli`) may know it';
const profileHint = 'run `ax profiles create`, or set ARIZE_API_KEY (and ARIZE_BASE_URL for another host)';

function answer({ stdout }: { readonly stdout: string }, asked: Asked): Result<RawObject | undefined, RemoteFailure> {
  if (!asked.printsJson) {
    if (stdout.trim() === '') return ok(undefined);
    // Exit code 0 after a prompt that nobody answered: nothing was done (contract §2).
    return failed(failure('ax-broken', `ax asked a question instead of running the command: ${oneLine(stdout)}`));
  }
  const object = parseObject(stdout);
  if (object !== undefined) return ok(object);
  return failed(
    failure(
      'unreadable',
      `ax printed no JSON object${asked.isSecret === true ? '' : `: ${oneLine(stdout) || '(nothing)'}`}`,
      {
        uncertain: asked.isWrite,
      },
    ),
  );
}

function parseObject(text: string): RawObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawObject) : undefined;
  } catch {
    return undefined;
  }
}

/** `✗ Error: 403 Forbidden; You may not …`, up to the suggestions that follow a blank line. */
const statusLine = /✗ Error: (\d{3}) ([^\n;]*)(?:; ?([^\n]*))?/;
const errorLine = /✗ (?:Unexpected error|Error): ?([\s\S]*?)(?:\n\s*\n\s*(?:Suggestion|Run with)|$)/;
function explainExit(exitCode: number, stderr: string, asked: Asked, way: Way): RemoteFailure {
  const status = statusLine.exec(stderr);
  if (status !== null)
    return explainStatus(Number(status[1]), status[2]?.trim() ?? '', status[3]?.trim() ?? '', asked, way);
  const said = oneLine(errorLine.exec(stderr)?.[1] ?? stderr);
  if (exitCode === 130) return failure('interrupted', 'ax was interrupted', { uncertain: asked.isWrite });
  if (exitCode === 3) return failure('unauthorized', `the login has expired: ${said}`, { hint: 'run `ax auth login`' });
  if (exitCode === 2)
    return failure('invalid', `ax does not take this command: ${said}`, {
      hint: 'run `ax-gitops doctor`: the version of ax may be an unusual one',
    });
  if (stderr.includes('No active profile configured'))
    return failure('no-profile', 'ax has no active profile', { hint: profileHint });
  if (exitCode === 1 && /Profile '.*' (?:not found|references an unset|is invalid)/.test(stderr)) {
    return failure('bad-profile', said, {
      hint: 'fix the profile with `ax profiles create`, or choose another with `ax profiles use NAME`',
    });
  }
  const cause = causeOf(said);
  if (cause !== undefined) return failureOfCause(cause.cause, wayOf(said, way), asked.isWrite, cause.detail);
  // urllib3 looks at it before it says which status it stood beside: 413, 429 or 503 (contract §3).
  const retryAfter = /Invalid Retry-After header: (.*)/.exec(said)?.[1];
  if (retryAfter !== undefined)
    return failure('server', `${way.host} asks to wait, in a form that ax can't read (Retry-After: ${retryAfter})`, {
      hint: 'try again in a while',
      uncertain: asked.isWrite,
    });
  if (/Failed to [a-z ]+: *$|Unable to allocate|MemoryError/.test(said))
    return failure('unreadable', `ax ran out of the 768 MB of memory that it may use: ${said}`, {
      hint: `the answer of ${way.host} is far larger than any of Arize's: is it Arize that answers?`,
      uncertain: asked.isWrite,
    });
  // Anything else may come after the request: an answer that ax could not read, or an error that it could not print.
  return failure(
    'unreadable',
    `ax failed in a way it does not explain, asking ${way.host} (exit code ${String(exitCode)}): ${said}`,
    {
      hint: 'run `ax-gitops doctor`',
      uncertain: asked.isWrite,
    },
  );
}

/** urllib3 puts what fails at the proxy itself, and not inside its tunnel, into an error of its own. */
function wayOf(said: string, way: Way): Way {
  return said.includes('ProxyError(') ? { ...way, isToProxy: true } : way;
}

const kindOfStatus: Readonly<Record<number, FailureKind>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'server',
  409: 'conflict',
  422: 'invalid',
  429: 'rate-limited',
};

function explainStatus(status: number, reason: string, detail: string, asked: Asked, way: Way): RemoteFailure {
  if (status === 422 && reason === 'Validation Error') return explainValidation(detail, asked, way);
  if (status === 407) return failureOfCause('proxy-denied', way, asked.isWrite, '407');
  const kind = kindOfStatus[status] ?? (status >= 500 ? 'server' : 'invalid');
  const from = ` from ${way.host}${throughWhom(way)}`;
  const message = `${String(status)} ${reason}${detail === '' ? from : `: ${oneLine(detail)}`}`;
  const hints: Partial<Record<FailureKind, string>> = {
    unauthorized:
      'renew the key in the profile (`ax profiles update`) or in ARIZE_API_KEY; for OAuth run `ax auth login`',
    forbidden: 'the login lacks the privilege; run `ax-gitops doctor` to see which',
    'rate-limited': 'wait a moment, or lower --concurrency',
    server: 'try again in a while',
  };
  const hint = hints[kind];
  return failure(kind, message, {
    status,
    ...(hint !== undefined && { hint }),
    ...(detail !== '' && kind === 'not-found' && { isExplained: true }),
    uncertain: asked.isWrite && mayBeDoneAfter(status),
  });
}

/**
 * ax checks what it sends and what it gets against its own lists, and calls both "422 Validation Error" (contract §2).
 * In a listing only the answer can have failed; in a change it may have been the answer, after the change was made.
 */
function explainValidation(detail: string, asked: Asked, way: Way): RemoteFailure {
  // Said of the answer as a whole, not of a field in it.
  if (/^Input should be a valid (?:dictionary|object)\b/.test(detail))
    return failureOfCause('not-json', way, asked.isWrite);
  const said = oneLine(detail).slice(0, 200);
  return asked.isWrite
    ? failure('invalid', `ax found the request, or the answer to it, malformed: ${said}`, {
        hint: upgradeHint,
        uncertain: true,
      })
    : failure('unreadable', `Arize answered with something that this version of ax does not know: ${said}`, {
        hint: upgradeHint,
      });
}

function failure(
  kind: FailureKind,
  message: string,
  more: Partial<Omit<RemoteFailure, 'kind' | 'message'>> = {},
): RemoteFailure {
  return { kind, message, uncertain: false, ...more };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}
