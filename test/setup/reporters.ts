/** What a run tells: always in words, and as JSON into the file that TEST_REPORT names, for a machine that counts. */
export const reporters = (report: string | undefined): (string | [string, { outputFile: string }])[] =>
  report ? ['default', ['json', { outputFile: report }]] : ['default'];
