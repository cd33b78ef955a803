"use client";

import { useCallback, useRef, useState } from "react";
import type { StepView } from "@/lib/contract/trace";
import { reach } from "@/lib/reach";
import { loadSteps } from "./actions";

type Options = { project: string; traceId: string; initial: StepView[] };

const chunk = 100;

/** Steps with their payloads as far as they were needed; `request` fetches those of the span ids not yet here. */
export function useSteps({ project, traceId, initial }: Options) {
  const [steps, setSteps] = useState(() => new Map(initial.map((step) => [step.spanId, step])));
  const [error, setError] = useState<string>();
  const asked = useRef(new Set(initial.map((step) => step.spanId)));

  const fetchSteps = useCallback(
    async (spanIds: string[]): Promise<void> => {
      const result = await reach(loadSteps({ project, traceId, spanIds }));
      if (!result.ok) {
        for (const spanId of spanIds) asked.current.delete(spanId);
        setError(result.error.message);
        return;
      }
      setError(undefined);
      const came = new Map(result.data.map((step) => [step.spanId, step]));
      setSteps((known) => new Map([...known, ...came]));
      const left = spanIds.filter((spanId) => !came.has(spanId));
      if (came.size > 0 && left.length > 0) await fetchSteps(left);
    },
    [project, traceId],
  );

  const request = useCallback(
    (spanIds: string[]) => {
      const missing = [...new Set(spanIds)].filter((spanId) => !asked.current.has(spanId)).slice(0, chunk);
      if (missing.length === 0) return;
      for (const spanId of missing) asked.current.add(spanId);
      void fetchSteps(missing);
    },
    [fetchSteps],
  );

  const refresh = useCallback((spanId: string) => fetchSteps([spanId]), [fetchSteps]);
  return { steps, error, request, refresh };
}
