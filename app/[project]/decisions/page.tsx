import type { Metadata } from "next";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { countCap, countJudgments, getNewestArrival } from "@/db/queries/judgments";
import { listPointNames, lowConfidence } from "@/db/queries/points";
import { CasebookError } from "@/lib/errors";
import { DecisionsScreen } from "./decisions-screen";
import { listDecisions } from "./list-decisions";
import { loadPeek } from "./load-peek";
import { parseDecisionsParams } from "./search-params";

export const metadata: Metadata = { title: "Decisions" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DecisionsPage({ params, searchParams }: Props) {
  const [{ project }, search, person] = await Promise.all([params, searchParams, requirePerson()]);
  const { filter, sort, peek } = parseDecisionsParams(search);
  const arrival = await getNewestArrival(db());
  const [page, total, points, initialPeek] = await Promise.all([
    listDecisions({ project, filter, sort }),
    countJudgments(db(), { ...filter, project }),
    listPointNames(db(), project),
    peek === undefined ? undefined : loadPeek({ project, id: peek }).catch(absent),
  ]);
  return (
    <DecisionsScreen
      {...{ project, filter, sort, arrival, page, total, points, initialPeek, lowConfidence }}
      totalCap={countCap}
      person={person.name}
    />
  );
}

function absent(error: unknown): undefined {
  if (!(error instanceof CasebookError && error.status === 404)) throw error;
}
