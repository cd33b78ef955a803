"use client";

import { useCallback, useRef, useState } from "react";
import { reach } from "@/lib/reach";
import type { SourceView } from "@/lib/source/source-view";
import { loadSources } from "./actions";

/** A branch's source as far as it is here; absent before it was asked for. */
export type LoadedSource = { view: SourceView } | { error: string } | "loading";

type Options = { project: string; traceId: string; initial: Record<string, SourceView> };

/** The server sends as many as fit into one answer; the rest is asked for again. */
const chunk = 20;

/** Sources of branches as far as they came into view; `request` fetches those that are not here. */
export function useSources({ project, traceId, initial }: Options) {
  const [sources, setSources] = useState<ReadonlyMap<string, LoadedSource>>(
    () => new Map(Object.entries(initial).map(([spanId, view]) => [spanId, { view }])),
  );
  const asked = useRef(new Set(Object.keys(initial)));

  const fetchSources = useCallback(
    async (spanIds: string[]): Promise<void> => {
      const result = await reach(loadSources({ project, traceId, spanIds: spanIds.slice(0, chunk) }));
      const came = result.ok ? Object.entries(result.data) : [];
      const left = result.ok ? spanIds.filter((spanId) => !Object.hasOwn(result.data, spanId)) : [];
      const error = result.ok ? "Its source was not found." : result.error.message;
      const failed = came.length === 0 ? spanIds : [];
      setSources(
        (known) =>
          new Map<string, LoadedSource>([
            ...known,
            ...came.map(([spanId, view]): [string, LoadedSource] => [spanId, { view }]),
            ...failed.map((spanId): [string, LoadedSource] => [spanId, { error }]),
          ]),
      );
      if (came.length > 0 && left.length > 0) await fetchSources(left);
    },
    [project, traceId],
  );

  const request = useCallback(
    (spanIds: string[]) => {
      const missing = [...new Set(spanIds)].filter((spanId) => !asked.current.has(spanId));
      if (missing.length === 0) return;
      for (const spanId of missing) asked.current.add(spanId);
      void fetchSources(missing);
    },
    [fetchSources],
  );

  const retry = useCallback(
    (spanId: string) => {
      setSources((known) => new Map(known).set(spanId, "loading"));
      void fetchSources([spanId]);
    },
    [fetchSources],
  );
  return { sources, request, retry };
}
