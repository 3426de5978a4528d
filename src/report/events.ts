import { commandText } from '../model/command-text.js';
import type { ApplyReport } from '../model/event.js';
import type { Event } from '../reconcile/host.js';
import { printReport } from './apply-text.js';
import { tell } from './endings.js';
import { nextCommand, sameCommand, withFlags } from './next-command.js';
import { diagnosticsProblem, note, problem, result } from './say.js';
import { clean } from './style.js';
import type { Terminal } from './terminal.js';

/** What happens once; what goes on for a while has views of its own. */
type News = Exclude<
  Event,
  { readonly type: 'connecting' | 'reading' | 'list' | 'read' | 'planned' | 'applying' | 'applied' | `step-${string}` }
>;

/** What happens, in words. */
export function printNews(event: News, terminal: Terminal): void {
  switch (event.type) {
    case 'files-doubtful':
      diagnosticsProblem(terminal, event.diagnostics, event.sources);
      return;
    case 'no-former-files': {
      const why = event.missing.map((message) => message.replace(/\.$/, '')).join('; ');
      note(terminal, `At ${event.ref} there were no such files: nothing was managed by them (${why}).`);
      return;
    }
    case 'moved-files':
      for (const { now, then } of event.moved)
        note(terminal, `At ${event.ref}, ${clean(now)} was ${clean(then)}: what that declared counts.`);
      return;
    case 'snapshot-opened': {
      const age = ageOf(terminal.now().getTime() - Date.parse(event.takenAt));
      terminal.stderr.write(`Live state: a snapshot of ${event.host}, taken ${event.takenAt} (${age}).\n`);
      return;
    }
    case 'called':
      if (terminal.verbose)
        terminal.stderr.write(`${clean(`${event.what}: ${event.outcome} (${event.seconds.toFixed(2)} s)`)}\n`);
      return;
    case 'told':
      note(terminal, clean(event.text));
      return;
    case 'journal-damaged':
      note(terminal, `The journal has lines that can't be read (${event.lines.join(', ')}); a crash tears one off.`);
      return;
    case 'unfinished':
      note(
        terminal,
        `The apply of ${event.startedAt} did not end by itself. What it was doing is not known from here; the plan is made from what is live now:`,
      );
      for (const { action, address } of event.steps) note(terminal, `  ${action} ${clean(address)}`);
      return;
    case 'reported': {
      const { report, planned, notKept, sources } = event;
      const remaining = event.remaining === 'unreadable' ? [] : event.remaining;
      const { blocked, causes } = planned.plan;
      const isHopeless = remaining.every(({ address }) => notKept.addresses.has(address));
      const facts = {
        ...{ remaining, blocked, causes, again: sameCommand(terminal), plan: nextCommand(terminal, 'plan') },
        withDestructive: sameCommand(terminal, { '--allow-destructive': true }),
        ...(isHopeless && { adopt: nextCommand(terminal, 'adopt', [...notKept.addresses]) }),
      };
      result(terminal, printReport(withFlagsInReasons(report, terminal), facts, terminal.style.stdout));
      if (notKept.diagnostics.length > 0) diagnosticsProblem(terminal, notKept.diagnostics, sources);
      return;
    }
    case 'not-read-again':
      // Quietly: that nothing was changed, as a plan that fails says, is not so any more.
      tell(event.cause, { ...terminal, quiet: true });
      problem(
        terminal,
        'the steps were carried out, but the live state could not be read again to make sure.',
        `run ${commandText('plan')} to see what is left`,
      );
      return;
    case 'end-not-recorded':
      if (event.of === 'mail')
        problem(terminal, `its result could not be written to the journal: ${event.reason}`, 'make room on the disk');
      else
        problem(
          terminal,
          `the end of this run could not be written to the journal: ${event.reason}`,
          'make room; what was done stands above',
        );
  }
}

function withFlagsInReasons(report: ApplyReport, terminal: Terminal): ApplyReport {
  const outcomes = report.outcomes.map((one) =>
    one.reason === undefined ? one : { ...one, reason: withFlags(one.reason, terminal) },
  );
  return { ...report, outcomes };
}

/** `3 hours ago`. */
function ageOf(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 0) return 'in the future, by the clock here';
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 60 / 24), 'day'];
  return `${String(count)} ${unit}${count === 1 ? '' : 's'} ago`;
}
