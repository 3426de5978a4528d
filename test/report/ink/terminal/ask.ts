import { askApproval } from '../../../../src/report/ink/approve.js';
import { plain, plan, step, summaryOf } from '../../factory.js';

/** Asks about a small plan at the terminal it is run at, and prints the answer to standard output. */
const made = plan([
  step('user/raj@example.com', 'create'),
  step('user/bob@example.com', 'delete', { irreversible: true }),
]);
const answer = await askApproval({
  summary: summaryOf(made),
  steps: made.steps,
  target: made.target,
  style: { ...plain, width: 60 },
  input: process.stdin,
  output: process.stderr,
});
process.stdout.write(JSON.stringify(answer));
