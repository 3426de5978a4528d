import { commandText } from '../model/command-text.js';
import type { OneOff } from '../model/journal.js';
import { shellLine, shellWord } from '../model/shell-word.js';
import { didYouMean } from '../model/suggestion.js';
import type { Difference, ImpossibleGlob, NotReviewed, Outcome } from '../reconcile/outcome.js';
import { count } from './layout.js';
import { nextCommand } from './next-command.js';
import { tellUnusablePlan } from './saved-plan.js';
import { diagnosticsProblem, note, problem, refusal, result } from './say.js';
import { clean } from './style.js';
import type { Terminal } from './terminal.js';

type Ended<Type extends Outcome['type']> = Extract<Outcome, { readonly type: Type }>;

/** Every way to end, in words. */
export function tell(outcome: Outcome, terminal: Terminal): void {
  switch (outcome.type) {
    case 'planned':
    case 'read':
    case 'taken':
    case 'edited':
    case 'nothing-to-do':
    case 'carried-out':
    case 'interrupted':
      return;
    case 'invalid-files':
    case 'wrong-target':
      diagnosticsProblem(terminal, outcome.diagnostics, outcome.sources);
      return;
    case 'invalid-former-files':
      diagnosticsProblem(terminal, outcome.diagnostics, outcome.sources);
      problem(
        terminal,
        `the files at ${outcome.ref} are not valid, so what was managed then is not known.`,
        'name a commit whose files are, or leave --since out',
      );
      return;
    case 'invalid-afterwards':
      problem(terminal, 'the files would not be valid with this change, so nothing was written.');
      diagnosticsProblem(terminal, outcome.diagnostics, outcome.sources);
      return;
    case 'refused-edit':
      problem(terminal, clean(outcome.message), clean(outcome.hint));
      return;
    case 'not-written':
    case 'no-former-tree':
      problem(terminal, outcome.message, outcome.hint);
      return;
    case 'impossible-target':
      tellImpossible({ ...outcome, what: '--target' }, terminal);
      return;
    case 'impossible-glob':
      tellImpossible(outcome, terminal);
      return;
    case 'unmatched-targets':
      for (const glob of outcome.globs)
        problem(
          terminal,
          `--target ${JSON.stringify(glob)} matches nothing in the files.`,
          didYouMean(glob, outcome.declared) ?? 'a glob over addresses: user/ann@example.com, organization/NAME/**',
        );
      return;
    case 'unusable-snapshot':
      problem(
        terminal,
        outcome.isRead
          ? `${outcome.path} is not a snapshot that can be used: ${outcome.reason}.`
          : `the snapshot ${outcome.path} can't be read: ${outcome.reason}`,
        'take a snapshot with `ax-gitops snapshot --out FILE`',
      );
      return;
    case 'unusable-journal':
      problem(
        terminal,
        `the journal ${outcome.path} can't be used: ${outcome.reason}; nothing was changed.`,
        outcome.hint,
      );
      return;
    case 'unusable-lock':
      problem(
        terminal,
        `${outcome.path} can't be locked: ${clean(outcome.reason)}. Nothing was changed.`,
        outcome.hint,
      );
      return;
    case 'locked':
      tellLocked(outcome, terminal);
      return;
    case 'unreadable':
    case 'unusable-environment':
      tellUnreadable(outcome.failure, terminal);
      return;
    case 'unproven':
      tellDefect(outcome.counterexample, terminal);
      return;
    case 'made-otherwise':
    case 'fewer-variables':
    case 'other-origin':
    case 'other-digest':
      tellNotReviewed(outcome, terminal);
      return;
    case 'refused':
      refusal(terminal, outcome.planned.violations);
      return;
    case 'declined':
    case 'no-terminal':
    case 'interrupted-at-the-question':
      // Said where it was asked.
      return;
    case 'no-such-key':
      problem(
        terminal,
        `the files declare no API key ${JSON.stringify(outcome.name)}.`,
        didYouMean(outcome.name, outcome.declared) ?? 'declare it under `api_keys:`',
      );
      return;
    case 'unreadable-plan':
    case 'unusable-plan':
      tellUnusablePlan(outcome, terminal);
      return;
    case 'unusable-sheet':
      problem(
        terminal,
        `the sheet ${outcome.path} can't be read: ${outcome.reason}`,
        'give a CSV that `ax-gitops access review --out DIR` wrote',
      );
      return;
    case 'wrong-rows':
      for (const { line, message } of outcome.rows)
        problem(terminal, `${outcome.path}:${String(line)}: ${clean(message)}.`);
      problem(
        terminal,
        `${count(outcome.rows.length, 'row')} can't be applied, so nothing was written.`,
        `correct the sheet, or write a new one with ${commandText('access review', [], ['--out', 'DIR'])}`,
      );
      return;
    case 'no-such-run': {
      const { found, start } = outcome;
      const what = found === 0 ? 'no run in the journal has' : `${String(found)} runs in the journal have`;
      problem(
        terminal,
        `${what} an ID that begins with ${JSON.stringify(start)}.`,
        `for all runs: ${nextCommand(terminal, 'history')}`,
      );
      return;
    }
    case 'no-email':
      problem(terminal, `--user ${JSON.stringify(outcome.text)} is not an email address.`, 'write name@example.com');
      return;
    case 'no-such-permission':
      problem(
        terminal,
        `there is no permission ${outcome.permission}.`,
        didYouMean(outcome.permission, outcome.known) ?? '`ax-gitops schema` lists all',
      );
      return;
    case 'no-such-place':
      problem(
        terminal,
        `there is no place ${JSON.stringify(outcome.glob)}.`,
        didYouMean(outcome.glob, outcome.known) ??
          'give an address or a glob over addresses, like "organization/Platform Team/**"',
      );
      return;
    case 'not-with-a-snapshot':
      problem(
        terminal,
        `${JSON.stringify(outcome.what)} is not a file, so it is taken for a commit, whose files are compared with today's; --live is not read for that.`,
        'leave --live out, or give --compare a snapshot',
      );
      return;
    case 'not-comparable':
      if (outcome.cause.type === 'invalid-former-files') {
        diagnosticsProblem(terminal, outcome.cause.diagnostics, outcome.cause.sources);
        problem(
          terminal,
          `the files at ${outcome.what} are not valid, so that nothing can be compared with them.`,
          'give --compare a commit whose files are',
        );
        return;
      }
      tell(outcome.cause, terminal);
      problem(
        terminal,
        `${JSON.stringify(outcome.what)} is neither a snapshot here nor a commit to compare with.`,
        'give a file that `ax-gitops snapshot --out FILE` wrote, or a commit of the repository of the files',
      );
      return;
    case 'no-such-user':
      problem(
        terminal,
        `there is no user ${clean(outcome.email)} in the account.`,
        didYouMean(outcome.email, outcome.known) ?? `look at ${commandText('ids', ['user/*'])}`,
      );
      return;
    case 'impossible-mail':
      problem(terminal, `${outcome.email}: ${outcome.message}`, outcome.hint);
      return;
    case 'not-sent':
      tellNotSent(outcome, terminal);
      return;
    case 'sent':
      result(terminal, `Done: ${titles[outcome.what]} to ${clean(outcome.email)}.`);
  }
}

/** What a glob that can match nothing was meant for. */
function tellImpossible({ what, glob, message, suggestion }: Omit<ImpossibleGlob, 'type'>, terminal: Terminal): void {
  const hint =
    suggestion === undefined
      ? 'give a glob over addresses, such as user/ann@example.com or organization/NAME/**'
      : `did you mean ${clean(suggestion)}?`;
  problem(terminal, `${what} ${JSON.stringify(glob)} can match nothing: ${message}.`, hint);
}

function tellLocked({ holder, what, journal }: Ended<'locked'>, terminal: Terminal): void {
  const who = holder && ` (process ${String(holder.pid)} on ${clean(holder.host)}, since ${clean(holder.since)})`;
  const where = what === 'directory' ? 'runs in this directory' : `writes to the journal ${journal}`;
  problem(
    terminal,
    `another apply${who ?? ''} ${where}. Nothing was changed.`,
    'wait until it has ended, then run this again; a process that is gone holds no lock',
  );
}

function tellUnreadable({ message, hint }: Ended<'unreadable'>['failure'], terminal: Terminal): void {
  problem(terminal, clean(message), hint === undefined ? undefined : clean(hint));
  note(terminal, 'Nothing was changed.');
}

/** A plan that failed its proof is never shown as one: whoever reads it might apply it by hand. */
function tellDefect({ after, step, problem: what }: Ended<'unproven'>['counterexample'], terminal: Terminal): void {
  const where =
    step === undefined
      ? `after all ${String(after)} steps`
      : `at step ${String(after + 1)}, ${step.action} ${clean(step.address)}`;
  problem(
    terminal,
    `this is a defect in ax-gitops: the plan it made failed its proof ${where}: ${clean(what)}. Nothing was changed.`,
    'please report it with these lines; until it is fixed, try a smaller change with --target',
  );
}

function tellNotReviewed(outcome: NotReviewed, terminal: Terminal): void {
  switch (outcome.type) {
    case 'made-otherwise': {
      const [then, now] = [outcome.then, outcome.now].map((values) => clean(textOf(values)));
      problem(
        terminal,
        `the saved plan ${outcome.path} was made with ${outcome.what} ${then ?? ''}, and this run has ${now ?? ''}; nothing was changed.`,
        `leave the flag out: the plan records it; or make a plan with it: ${nextCommand(terminal, 'plan', [], { '--out': outcome.path })}`,
      );
      return;
    }
    case 'fewer-variables': {
      const globs = outcome.missing.map(shellWord);
      problem(
        terminal,
        `the saved plan ${outcome.path} was made with files that might read ${globs.join(', ')} from the environment, and this run does not allow that; nothing was changed.`,
        `a plan allows nothing by itself: look at what it reads, then add ${globs.map((glob) => `--allow-variable ${glob}`).join(' ')}, or name it in AX_GITOPS_VARIABLES`,
      );
      return;
    }
    case 'other-origin':
      problem(
        terminal,
        `the saved plan ${outcome.path} was made with the ${outcome.what} ${clean(outcome.then)}, and this is ${clean(outcome.now)}; nothing was changed.`,
        `make and review a plan here: ${commandText('plan', [], ['--out', 'PLAN.json'])}`,
      );
      return;
    case 'other-digest': {
      const what = 'path' in outcome.of ? `the saved plan ${outcome.of.path}` : outcome.of.flag;
      problem(
        terminal,
        `${what} does not match what would be done now, so nothing was changed.\n  reviewed: ${clean(outcome.reviewed)}\n  now:      ${outcome.now}`,
        `look at ${commandText('plan')} again: the files or the account have changed since the review`,
      );
      for (const { type, action, kind, address } of outcome.differences)
        note(terminal, `${differenceTitles[type]} ${action} ${kind} ${clean(address)}`);
    }
  }
}

const differenceTitles: Readonly<Record<Difference['type'], string>> = {
  'only-reviewed': '  reviewed, no longer planned:  ',
  'only-now': '  planned now, not reviewed:    ',
  'other-values': '  reviewed with other values:   ',
};

function textOf(values: readonly string[]): string {
  return values.length === 0 ? '(none)' : shellLine(values);
}

const titles: Readonly<Record<OneOff, string>> = {
  'resend-invitation': 'resend the invitation',
  'reset-password': 'send a link for a new password',
};

function tellNotSent({ what, email, failure }: Ended<'not-sent'>, terminal: Terminal): void {
  const causes: Readonly<Record<OneOff, string>> = {
    'resend-invitation': 'Arize sends an invitation again only to who is invited, and not where SAML login is enforced',
    'reset-password': 'Arize resets only passwords of people with a verified email who log in with one, not with SSO',
  };
  const hint = failure.status === 400 ? causes[what] : (failure.hint ?? 'run `ax-gitops doctor`');
  problem(terminal, `${clean(email)}: ${clean(failure.message)}`, hint);
}
