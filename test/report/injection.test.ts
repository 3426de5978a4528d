import { execaSync } from 'execa';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DiagnosticCode } from '../../src/model/diagnostic-code.js';
import type { Address } from '../../src/model/address.js';
import type { ApplyEvent } from '../../src/model/event.js';
import type { AccessEntry, AccessGrant } from '../../src/model/access.js';
import { accessAsCsv, accessAsJson, accessAsJsonLines, accessAsText } from '../../src/report/access-list.js';
import { accessToHtml } from '../../src/report/html/access-html.js';
import { eventToJson, reportToJson } from '../../src/report/apply-json.js';
import { printEvent, printReport } from '../../src/report/apply-text.js';
import { diagnosticsToGithub, diagnosticsToJson, printDiagnostics } from '../../src/report/diagnostics.js';
import { printDestructive } from '../../src/report/destructive.js';
import { printChecks } from '../../src/report/doctor-text.js';
import { planToCommands } from '../../src/report/plan-commands.js';
import { stringifyPlan } from '../../src/report/plan-json.js';
import { planToMarkdown } from '../../src/report/plan-markdown.js';
import { shellLine, shellWord } from '../../src/model/shell-word.js';
import { isUnsafe } from '../../src/model/unsafe-text.js';
import { printPlan } from '../../src/report/plan-text.js';
import { safeJson, withoutCommands } from '../../src/report/style.js';
import { document, plain, step } from './factory.js';
import { runs } from '../support/runs.js';

/** Names as an attacker would choose them, and any other text. */
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '\u001B[2J',
        '\u001B]0;x\u0007',
        '\n',
        '\r',
        '\u202E',
        '\u200B',
        '\u009B',
        '\uD800',
        'a',
        ' ',
        '"',
        "'",
        '`',
        '::error::',
        '##[stop-commands]',
        ':',
        '#',
        '[',
      ),
    )
    .map((parts) => parts.join('')),
);

/** Every text output there is, with `bad` wherever something comes from outside. */
function outputs(bad: string, width: number): Readonly<Record<string, string | undefined>> {
  const address = `organization/${bad}/space/${bad}` as Address;
  const style = { ...plain, width };
  const steps = (['create', 'update', 'rename', 'delete', 'assert', 'rotate'] as const).map((action) =>
    step(address, action, {
      kind: 'space',
      before: action === 'create' ? null : { [bad]: bad, list: [bad, 1] },
      after: action === 'delete' ? null : { [bad]: { [bad]: bad }, list: [bad] },
      cascade: [address],
      command: ['ax', bad],
      source: { file: bad, line: 1, column: 1 },
      reason: bad,
      risk: ['escalates'],
    }),
  );
  const [first] = steps;
  if (first === undefined) throw new TypeError('no steps');
  const plan = document(steps, {
    target: { transport: 'ax', axVersion: bad, profile: bad, host: bad },
    unmanaged: [{ address, kind: 'space', id: bad }],
    blocked: [{ address, reason: bad }],
    unobserved: [{ scope: bad, reason: bad }],
  });
  const span = { file: bad, start: { line: 1, column: 2 }, end: { line: 1, column: 4 } };
  const diagnostics = [
    {
      code: bad as DiagnosticCode,
      severity: 'error' as const,
      message: bad,
      span,
      related: [{ message: bad, span }],
      hint: bad,
    },
  ];
  const failed: ApplyEvent = { type: 'step-failed', step: first, index: 0, reason: bad, uncertain: false };
  const report = {
    outcomes: steps.map((one) => ({ step: one, outcome: 'failed' as const, reason: bad })),
    interrupted: false,
  };
  const next = { again: shellLine(['ax-gitops', bad]), withDestructive: '', plan: '' };
  return {
    text: printPlan(plan, style),
    destructive: printDestructive(plan.steps, style),
    json: stringifyPlan(plan),
    markdown: planToMarkdown(plan),
    commands: planToCommands(plan),
    event: printEvent(failed, 1, style),
    report: printReport(report, { ...next, remaining: steps, blocked: [{ address: bad, reason: bad }] }, style),
    done: printReport(
      { ...report, outcomes: steps.map((one) => ({ step: one, outcome: 'done' as const })) },
      { ...next, remaining: [], blocked: [], causes: [{ message: bad, steps: [0] }] },
      style,
    ),
    eventJson: eventToJson(failed),
    reportJson: reportToJson(report),
    diagnostics: printDiagnostics(diagnostics, new Map([[bad, `${bad}\n${bad}`]]), style),
    diagnosticsJson: diagnosticsToJson(diagnostics),
    github: diagnosticsToGithub(diagnostics),
    csv: [...accessAsCsv([grantOf(bad)], false), ...accessAsCsv([grantOf(bad)], true)].join(''),
    lines: [...accessAsJsonLines([grantOf(bad)], [bad], { time: bad, host: bad }, true)].join(''),
    table: [...accessAsText([grantOf(bad)], [bad], 'ax-gitops doctor')].join(''),
    list: [
      ...accessAsJson(
        { grants: () => [grantOf(bad)], entries: () => [entryOf(bad)] },
        { notes: [bad], takenAt: bad },
        false,
      ),
    ].join(''),
    html: accessToHtml({
      title: 'x',
      people: [{ user: bad, status: bad, role: bad, reach: 1 }],
      places: [{ on: bad }],
      roles: [{ name: bad, permissions: [bad] }],
      grants: [{ ...grantOf(bad), group: bad, end: bad }],
      notes: [bad],
    }),
    doctor: printChecks([{ name: bad, status: 'fail', detail: bad, hint: bad }], style),
  };
}

function entryOf(bad: string): AccessEntry {
  return { user: bad, on: bad, roles: [bad], permissions: [bad], isPartlyUnknown: false };
}

function grantOf(bad: string): AccessGrant {
  return {
    user: bad,
    on: bad,
    role: bad,
    way: 'direct',
    places: 1,
    permissions: [bad],
    isPartlyUnknown: false,
  };
}

it('no name reaches a terminal with anything that could act there', () => {
  fc.assert(
    fc.property(name, fc.constantFrom(20, 80, Infinity), (bad, width) => {
      for (const [output, text] of Object.entries(outputs(bad, width))) {
        expect(isUnsafe(withoutCommands(withoutOwn(text ?? '')).replaceAll(/\r?\n/g, ' ')), output).toBe(false);
      }
    }),
    { numRuns: Math.ceil(runs / 10) },
  );
});

/** Without the annotations' own beginning, which is a command and meant to be. */
function withoutOwn(text: string): string {
  return text.replaceAll(/^::error (?:[a-z]+=[^:\n]*)+::/gm, '');
}

/** `::` of GitHub, `##[…]` and the like of Azure and TeamCity: anywhere in a line. */
const command = /::|##\w*\[/;

it('no name reaches a log as a command of the CI runner, and none of our own is changed by one', () => {
  fc.assert(
    fc.property(name, (bad) => {
      const all = outputs(bad, Infinity);
      for (const [output, text] of Object.entries(all))
        // Where a name ends and our own words begin, the last look at what goes out sees it.
        expect(withoutCommands(withoutOwn(text ?? '')), output).not.toMatch(command);
      for (const output of ['json', 'eventJson', 'reportJson', 'diagnosticsJson', 'csv', 'github'])
        expect(withoutOwn(all[output] ?? ''), output).not.toMatch(command);
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});

it('JSON and shell commands still say the same', () => {
  const bad = 'x ##[stop-commands]pwn ::add-mask::x:::y ##vso[x]';
  expect(JSON.parse(safeJson({ [bad]: bad }))).toEqual({ [bad]: bad });
  const { stdout } = execaSync('sh', ['-c', `printf %s ${shellWord(bad)}`]);
  expect(stdout).toBe(bad);
});

/** Longer names make longer lines, which code blocks wrap. */
function unwrapped(markdown: string): string {
  return markdown.replaceAll(/\n[-+!#] {6,}(?=\S)/g, ' ');
}

it('no name adds a line', () => {
  const lines = (bad: string) =>
    Object.fromEntries(
      Object.entries(outputs(bad, Infinity)).map(([output, text]) => [
        output,
        unwrapped(text ?? '').split('\n').length,
      ]),
    );
  const harmless = lines('x');
  expect(lines('a\nb\rc\u2028d\u0085e')).toEqual({
    ...harmless,
    // The file that is quoted from has one more line around the place.
    diagnostics: (harmless['diagnostics'] ?? 0) + 1,
  });
});

it('the same input gives the same bytes', () => {
  expect(outputs('x', 80)).toEqual(outputs('x', 80));
});
