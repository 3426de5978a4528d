// `node scripts/test-report.mjs FILE`: what vitest's JSON report says, in short. The first line is `PASSED FAILED`, and each
// failed test follows with its message. A report that can't be read counts as nothing passed.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const longest = 3000;
let report = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
try {
  report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
} catch (error) {
  console.error(`the report of the tests can't be read: ${error.message}`);
}
console.log(report.numPassedTests, report.numFailedTests);
for (const file of report.testResults) {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  // A file that could not be loaded, or whose set-up failed, has no test to name.
  if (file.status === 'failed' && failed.length === 0)
    failed.push({ fullName: '(the file)', failureMessages: [file.message] });
  for (const { fullName, failureMessages } of failed) {
    console.log(`FAILED ${relative(process.cwd(), file.name)} > ${fullName}`);
    console.log(failureMessages.join('\n').slice(0, longest));
  }
}
