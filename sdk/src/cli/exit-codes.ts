/** What the process ends with; docs/reference/cli.md has this table, held to it by a test. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  input: 3,
  refused: 4,
  unreachable: 5,
  partial: 6,
  diverged: 7,
} as const;

export const exitMeanings: Record<keyof typeof exitCodes, string> = {
  ok: "done",
  failed: "something else went wrong; the message says what",
  usage: "the command line is wrong",
  input: "a file cannot be read, or a line of it is not what it should be",
  refused: "the server refused: key, scope, size, or what was asked for is not there",
  unreachable: "the server cannot be reached, or stays too busy",
  partial: "done, but the server did not take some of what was sent; the messages name it",
  diverged: "a replay came out otherwise than its record, or had to stop; the table says where and why",
};
