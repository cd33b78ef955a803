import type { Json } from "../../../lib/contract/json";
import type { ReplayedEffect } from "../../../lib/contract/replay";
import type { ReplayVerdict } from "../../../lib/contract/vocabulary";

/** One replay as the command tells of it. */
export type Replayed = {
  traceId: string;
  workflow: string;
  subject: { type: string; id: string } | null;
  verdict: ReplayVerdict;
  reason: string | null;
  armBefore: string | null;
  arm: string | null;
  effects: ReplayedEffect[];
  /** True where the code is not the recorded code. */
  isCodeChanged: boolean;
  /** Of a correction. */
  labelId?: string;
  point?: string;
  was?: Json;
  expected?: Json;
};

const longestCell = 60;

/** Replays as a table for people, with what each verdict counts at its end. */
export function formatReplays(replayed: Replayed[], { areCorrected }: { areCorrected: boolean }): string {
  if (replayed.length === 0)
    return areCorrected ? "There is no open correction to replay." : "There is nothing to replay.";
  const head = areCorrected
    ? ["subject", "point", "was → corrected", "arm before → after", "effects", "verdict"]
    : ["subject", "trace", "workflow", "arm before → after", "effects", "verdict"];
  const rows = replayed.map((one) =>
    [...describe(one, areCorrected), arms(one), effects(one), verdict(one)].map(printable),
  );
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.map(line), "", tally(replayed)].join("\n");
}

function describe(one: Replayed, areCorrected: boolean): string[] {
  const subject = cut(one.subject ? `${one.subject.type} ${one.subject.id}` : one.traceId.slice(0, 12));
  if (!areCorrected) return [subject, one.traceId, cut(one.workflow)];
  return [subject, cut(one.point ?? ""), cut(`${text(one.was)} → ${text(one.expected)}`)];
}

function arms({ armBefore, arm }: Replayed): string {
  if (armBefore === arm) return cut(arm ?? "–");
  return `${cut(armBefore ?? "–")} → ${cut(arm ?? "–")}`;
}

const signs = { kept: "", changed: "~", dropped: "-", new: "+" };

const effects = ({ effects }: Replayed) => cut(effects.map(({ name, change }) => `${signs[change]}${name}`).join(" "));

function verdict({ verdict, reason, isCodeChanged }: Replayed): string {
  const told = isCodeChanged ? `${verdict} (code changed)` : verdict;
  return reason === null ? told : `${told}: ${reason}`;
}

function tally(replayed: Replayed[]): string {
  const counts = Map.groupBy(replayed, ({ verdict }) => verdict);
  const words = [...counts].map(([verdict, { length }]) => `${length} ${verdict}`);
  return `${replayed.length} replayed: ${words.join(", ")}`;
}

/** Names and reasons come from records: what steers a terminal, or begins a line, is shown as a space. */
const printable = (cell: string) => cell.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");

const text = (value: Json | undefined) => (typeof value === "string" ? value : JSON.stringify(value ?? null));

const cut = (cell: string) => (cell.length <= longestCell ? cell : `${cell.slice(0, longestCell - 1)}…`);
