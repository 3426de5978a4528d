import { compareAddresses } from '../model/address.js';
import { accessGroups } from './access-text.js';
import { describeAssertion, gatherAssertions } from './assertion.js';
import { notesOn } from './destructive.js';
import { count } from './layout.js';
import { placeOf } from './place.js';
import type { PlanDocument, PlanStep } from './plan-json.js';
import { stepPieces } from './step-line.js';
import { clean } from './style.js';
import { describeSummary, describeTarget } from './summary-text.js';

/** GitHub takes no comment that is longer, in characters. */
const longest = 65_536;
/** What is kept free of that, for whoever puts a line above or below. */
const reserve = 1_000;
/** A single line is never longer than this; the JSON form has the rest. */
const longestLine = 2_000;

/**
 * A plan for a pull request: what is taken away first, then what escalates, then the rest, folded. Everything that
 * comes from names is inside code blocks, where it can't become a mention, a link, a picture or HTML. Never longer
 * than GitHub takes: what had to be left out is counted, and the digest stands for all of it.
 */
export function planToMarkdown(plan: PlanDocument): string {
  const head = [`### ${codeSpan(cut(describeTarget(plan), 300))}`, '', `**${describeSummary(plan)}**`, ''].join('\n');
  const foot = footOf(plan);
  const budget = { left: longest - reserve - head.length - foot.length };
  const sections = sectionsOf(plan).map((section) => render(section, budget));
  return `${[head, ...sections, foot].filter((text) => text !== '').join('\n')}\n`;
}

interface Section {
  readonly title: string;
  readonly folded: boolean;
  readonly lines: readonly string[];
}

function sectionsOf(plan: PlanDocument): readonly Section[] {
  const { steps, unmanaged, blocked, unobserved, expiring = [], warnings = [], escalations = [], access } = plan;
  const gained = accessGroups(access, 'gained');
  const lost = accessGroups(access, 'lost');
  const notes = notesOn(steps, unobserved);
  const destructive = steps.filter((step) => step.destructive);
  const rest = steps.filter((step) => !step.destructive);
  const escalating = rest.filter(({ risk, action }) => action !== 'assert' && risk.includes('escalates'));
  const plain = rest.filter(({ risk, action }) => action !== 'assert' && !risk.includes('escalates'));
  const asserted = gatherAssertions(rest.filter(({ action }) => action === 'assert'));
  const sections: readonly Section[] = [
    {
      title: `🔴 Destructive: ${count(destructive.length, 'step')}`,
      folded: false,
      lines: destructive.flatMap((step) => destructiveLines(step, notes(step))),
    },
    {
      title: `⚠️ Escalations: ${count(escalations.length, 'finding')}`,
      folded: false,
      lines: escalations.map(({ message }) => `! ${clean(message)}`),
    },
    {
      title: `Access gained: ${count(gained.length, 'line')}`,
      folded: false,
      lines: gained.map(({ sentence }) => `+ ${sentence}`),
    },
    {
      title: `Access lost: ${count(lost.length, 'line')}`,
      folded: false,
      lines: lost.map(({ sentence }) => `- ${sentence}`),
    },
    { title: `🟠 Escalating: ${count(escalating.length, 'step')}`, folded: false, lines: groupedLines(escalating) },
    {
      title: `Beware: ${count(warnings.length, 'note')}`,
      folded: false,
      lines: warnings.map(({ address, message }) => `! ${clean(address)}: ${clean(message)}`),
    },
    { title: `Changes: ${count(plain.length, 'step')}`, folded: true, lines: groupedLines(plain) },
    {
      title: `Can't be read: ${count(
        asserted.reduce((sum, { size }) => sum + size, 0),
        'grant',
      )} to assert`,
      folded: true,
      lines: [
        ...asserted.map(
          (assertion) => `${assertion.escalating.length > 0 ? '!' : ' '} ? ${describeAssertion(assertion)}`,
        ),
        ...unobserved.map(({ scope, reason }) => `# ${clean(scope)}: ${clean(reason)}`),
      ],
    },
    {
      title: `Blocked: ${count(blocked.length, 'thing')} that no step can do`,
      folded: false,
      lines: blocked.map(({ address, reason }) => `! ${clean(address)}: ${clean(reason)}`),
    },
    {
      title: `Ends within 14 days: ${count(expiring.length, 'grant')}`,
      folded: true,
      lines: expiring.map(({ address, until, reason = '' }) =>
        `# ${clean(address)}  until ${clean(until)}  ${clean(reason)}`.trimEnd(),
      ),
    },
    {
      title: `Unmanaged: ${count(unmanaged.length, 'object')}, live, in no file`,
      folded: true,
      lines: unmanaged.map(({ address }) => `# ${clean(address)}`),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** In a `diff` block, `-` is red, `+` green, `!` orange and `#` grey. */
function destructiveLines(step: PlanStep, notes: readonly string[]): readonly string[] {
  const line = `${step.action === 'delete' ? '' : '- '}${stepLine(step, clean(step.address))}`;
  return [
    line,
    ...step.cascade.map((address) => `-     Arize also removes ${clean(address)}`),
    ...notes.map((note) => `#     ${note}`),
  ];
}

function groupedLines(steps: readonly PlanStep[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const step of steps) {
    const { key, heading, title } = placeOf(step.address);
    const line = `${step.action === 'create' ? '' : '! '}${stepLine(step, title)}`;
    const lines = groups.get(key);
    if (lines === undefined) groups.set(key, [`# ${heading}`, line]);
    else lines.push(line);
  }
  return [...groups.entries()].sort(([a], [b]) => compareAddresses(a, b)).flatMap(([, lines]) => lines);
}

function stepLine(step: PlanStep, title: string): string {
  return stepPieces(step, title, { unicode: true })
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('  ');
}

function render({ title, folded, lines }: Section, budget: { left: number }): string {
  // Whatever its content, a section needs its frame and, where it is cut, the line that says so.
  let left = budget.left - 400 - title.length;
  let fence = '```';
  const shown: string[] = [];
  for (const line of lines) {
    const text = line.length > longestLine ? `${cut(line, longestLine)}…` : line;
    const wider = fenceFor(text, fence);
    const cost = text.length + 1 + 2 * (wider.length - fence.length);
    if (cost > left) break;
    left -= cost;
    fence = wider;
    shown.push(text);
  }
  const hidden = lines.length - shown.length;
  budget.left = left;
  const block = shown.length === 0 ? [] : [`${fence}diff`, ...shown, fence];
  const note =
    hidden === 0
      ? []
      : [
          '',
          `**${count(hidden, 'more line')} not shown here**: this is cut, and can't stand for an approval (see the digest, and the plan in full with \`ax-gitops plan\`).`,
        ];
  const body = [...block, ...note].join('\n');
  return folded ? `<details><summary>${title}</summary>\n\n${body}\n\n</details>\n` : `#### ${title}\n\n${body}\n`;
}

/** A fence that the text can't close: longer than any run of backticks in it, and at least as long as the one so far. */
function fenceFor(text: string, least: string): string {
  return [...text.matchAll(/`+/g)].reduce((fence, [run]) => (run.length >= fence.length ? `${run}\`` : fence), least);
}

/** Cuts a text without cutting a character in half. */
function cut(text: string, length: number): string {
  const end = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(end) ? end.slice(0, -1) : end;
}

function codeSpan(text: string): string {
  const fence = fenceFor(text, '`');
  const space = text.includes('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

function footOf({ steps, digest, destructive_digest: destructiveDigest, summary }: PlanDocument): string {
  if (steps.length === 0) return '';
  return [
    `Digest: ${codeSpan(clean(digest))}`,
    ...(summary.destructive === 0 ? [] : [`Destructive digest: ${codeSpan(clean(destructiveDigest))}`]),
  ].join('  \n');
}
