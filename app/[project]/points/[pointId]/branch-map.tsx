import Link from "next/link";
import { decisionsHref } from "@/app/[project]/decisions-href";
import { ArmName } from "@/components/branch/arm-name";
import { Bar } from "@/components/ui/bar";
import { cn } from "@/components/ui/cn";
import type { BranchMap, FunctionMap } from "@/lib/branches/types";
import { formatCount, formatNoun, formatPercent } from "@/lib/format";
import { listFunction } from "@/lib/source/source-view";
import { sourceLink } from "@/lib/source-link";
import { visibleText } from "@/lib/visible-text";
import { MapListing } from "./map-listing";
import { layoutMap } from "./map-rows";

type Props = { project: string; pointId: string; map: BranchMap };

const mostFunctions = 12;

/** The code that the point's answers led into, with how much of recent traffic ran each line of it. */
export function BranchMapPanel({ project, pointId, map }: Props) {
  if (map.functions.length === 0 && map.builds.length === 0) return null;
  const hrefOfArm = (arm: string) => decisionsHref(project, { pointId, arm });
  const shown = [...map.functions]
    .sort((a, b) => Number(isOfWorkflow(a, map)) - Number(isOfWorkflow(b, map)))
    .slice(0, mostFunctions);
  return (
    <section aria-labelledby="branch-map" className="flex flex-col gap-4 border-line border-t pt-6">
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="branch-map" className="font-semibold text-base">
            Branch map
          </h2>
          <p className="text-muted">
            The code its answers led into, over {map.isSampled ? "the newest " : ""}
            {formatNoun(map.runs, "run")} of this build. Lines and arms that none of them ran stand out.
          </p>
        </div>
        <Builds {...{ project, pointId, map }} />
      </header>
      <ArmCounts map={map} hrefOfArm={hrefOfArm} />
      {shown.map((one) => (
        <FunctionListing key={`${one.sha256} ${one.fn}`} {...{ map, one, hrefOfArm }} />
      ))}
      <Missing map={map} />
      {map.functions.length > shown.length && (
        <p className="text-faint text-xs">{formatNoun(map.functions.length - shown.length, "more function")} ran.</p>
      )}
    </section>
  );
}

/** The workflow function holds much that decides nothing: it comes last. */
const isOfWorkflow = ({ sha256, fn }: FunctionMap, { tables }: BranchMap) =>
  tables.find((one) => one.sha256 === sha256)?.table?.functions[fn]?.isWorkflow === true;

const mostBuilds = 6;

function Builds({ project, pointId, map: { builds, chosen } }: Props) {
  if (builds.length < 2) return null;
  return (
    <nav aria-label="Build" className="flex max-w-full flex-wrap gap-1.5">
      {builds.slice(0, Math.max(mostBuilds, chosen + 1)).map(({ version, commit, runs }, place) => (
        <Link
          key={`${version} ${commit}`}
          href={`/${project}/points/${pointId}?build=${place}#branch-map`}
          aria-current={place === chosen ? "true" : undefined}
          className={cn(
            "flex h-7 items-center gap-2 rounded-md border px-2 text-xs",
            place === chosen ? "border-accent-line bg-accent-soft text-accent" : "text-muted hover:bg-hover",
          )}
        >
          <span className="max-w-32 truncate font-medium">{visibleText(version ?? "no version")}</span>
          {commit !== null && <span className="font-mono">{visibleText(commit.slice(0, 7))}</span>}
          <span className={place === chosen ? undefined : "text-faint"}>{formatCount(runs)}</span>
        </Link>
      ))}
    </nav>
  );
}

const mostArms = 12;

function ArmCounts({ map: { arms }, hrefOfArm }: { map: BranchMap; hrefOfArm: (arm: string) => string }) {
  if (arms.length === 0) return null;
  const totals = new Map<string, number>();
  for (const { branch, count } of arms) totals.set(branch, (totals.get(branch) ?? 0) + count);
  const hasBranches = totals.size > 1;
  const shareOf = ({ branch, count }: BranchMap["arms"][number]) => count / (totals.get(branch) || 1);
  return (
    <ul aria-label="Arms taken" className="grid gap-x-10 lg:grid-cols-2">
      {arms.slice(0, mostArms).map(({ branch, arm, count }) => (
        <li key={`${branch} ${arm}`} className="flex h-7 min-w-0 items-center gap-3">
          <Link href={hrefOfArm(arm)} className="flex w-1/2 min-w-0 gap-2 hover:text-accent">
            {hasBranches && <span className="shrink-0 text-faint">{visibleText(branch)}</span>}
            <ArmName name={arm} />
          </Link>
          <Bar className="flex-1" parts={[{ share: shareOf({ branch, arm, count }), tone: "accent" }]} />
          <span className="w-14 text-right text-muted">{formatCount(count)}</span>
          <span className="w-12 text-right text-faint text-xs">{formatPercent(shareOf({ branch, arm, count }))}</span>
        </li>
      ))}
      {arms.length > mostArms && (
        <li className="text-faint text-xs">and {formatNoun(arms.length - mostArms, "rarer arm")}</li>
      )}
    </ul>
  );
}

type ListingProps = { map: BranchMap; one: FunctionMap; hrefOfArm: (arm: string) => string };

async function FunctionListing({ map, one, hrefOfArm }: ListingProps) {
  const table = map.tables.find(({ sha256 }) => sha256 === one.sha256)?.table;
  if (!table) return null;
  const listing = await listFunction(table, one.at);
  const build = map.builds[map.chosen];
  const arms = map.arms.filter(({ branch }) => branch === one.functionName).map(({ arm }) => arm);
  const rows = layoutMap({ map: one, listing, arms });
  const name = visibleText(one.functionName || "a function without a name");
  const place = `${visibleText(table.file)}:${one.at[0]}`;
  const href = sourceLink({
    repository: build?.repository ?? null,
    commit: build?.commit ?? null,
    file: table.file,
    line: one.at[0],
  });
  return (
    <article aria-label={`Map of ${name}`} className="overflow-hidden rounded-lg border border-line">
      <header className="flex flex-wrap items-baseline gap-x-3 border-line border-b bg-sunken px-3 py-2">
        <h3 className="font-medium font-mono text-xs">{name}</h3>
        {href ? (
          <a
            href={href}
            target="_blank"
            rel="noreferrer"
            className="min-w-0 truncate font-mono text-muted text-xs underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {place}
          </a>
        ) : (
          <span className="min-w-0 truncate font-mono text-faint text-xs">{place}</span>
        )}
        <span className="ml-auto text-faint text-xs">entered by {formatNoun(one.runs, "run")}</span>
      </header>
      <MapListing label={`Branch map of ${name}`} rows={rows} linesLeft={listing.linesLeft} hrefOfArm={hrefOfArm} />
    </article>
  );
}

function Missing({ map: { tables } }: { map: BranchMap }) {
  const missing = tables.filter(({ table }) => !table);
  if (missing.length === 0) return null;
  return (
    <p className="rounded-lg border border-line px-3 py-2 text-muted">
      The source of {formatNoun(missing.length, "file")} has not arrived (
      {missing.slice(0, 3).map(({ sha256 }) => (
        <code key={sha256} className="mr-1 font-mono text-xs">
          {sha256.slice(0, 12)}…
        </code>
      ))}
      ). The running program sends it by itself;{" "}
      <code className="font-mono text-xs">npx casebook sites push dist/casebook-sites</code> sends it from a build.
    </p>
  );
}
