/** Counts what came of each fault, for people to read. */
export class Matrix {
  private readonly rows = new Map<string, { fine: number; problems: string[] }>();

  constructor(private readonly title: string) {}

  count(fault: string, problem: string | undefined): void {
    const row = this.rows.get(fault) ?? { fine: 0, problems: [] };
    this.rows.set(fault, row);
    if (problem === undefined) row.fine++;
    else row.problems.push(problem);
  }

  /** With `npm run test:faults`. */
  print(): void {
    if (process.env['AX_GITOPS_PRINT_MATRIX'] === undefined) return;
    const width = Math.max(...[...this.rows.keys()].map(({ length }) => length));
    const lines = [...this.rows].map(
      ([fault, { fine, problems }]) =>
        `  ${fault.padEnd(width)}  ${String(fine).padStart(4)} of ${String(fine + problems.length)} converged${problems.length === 0 ? '' : `; ${problems[0] ?? ''}`}`,
    );
    process.stdout.write(`\n${this.title}\n${lines.join('\n')}\n`);
  }
}
