import type { DriftReport } from './drift.js';
import { driftToGithub, driftToJson, driftToMarkdown, printDrift } from './drift.js';
import { withFlags } from './next-command.js';
import { result } from './say.js';
import type { Terminal } from './terminal.js';

export type DriftFormat = 'text' | 'json' | 'markdown' | 'github';

/** Prints drift in each format. */
export function showDrift(report: DriftReport, format: DriftFormat, terminal: Terminal): void {
  // Its own annotations are commands, and meant to be.
  if (format === 'github') terminal.stdout.write(driftToGithub(report));
  else result(terminal, textOf(report, format, terminal));
}

function textOf(report: DriftReport, format: Exclude<DriftFormat, 'github'>, terminal: Terminal): string {
  switch (format) {
    case 'json':
      return driftToJson(report);
    case 'markdown':
      return driftToMarkdown(report, (text) => withFlags(text, terminal));
    case 'text':
      return printDrift(report, terminal.style.stdout);
  }
}
