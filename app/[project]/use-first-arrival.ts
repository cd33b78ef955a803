"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { reach } from "@/lib/reach";
import { decisionsHref } from "./decisions-href";
import { getFirst } from "./first-trace-actions";

const everyMs = 1500;
/** A trace's judgment may follow it in a later request; after this many looks the trace itself is shown. */
const patience = 6;

/** Waits for a project's first trace and goes to its decision, or to its timeline when it holds none. */
export function useFirstArrival(project: string): { traceId: string } | undefined {
  const router = useRouter();
  const [arrival, setArrival] = useState<{ traceId: string }>();
  useEffect(() => {
    let looks = 0;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const answer = await reach(getFirst({ project }));
      const first = answer.ok ? answer.data : null;
      if (first?.judgmentId) return router.push(decisionsHref(project, {}, first.judgmentId));
      if (first) {
        setArrival(first);
        looks++;
        if (looks > patience) return router.push(`/${project}/traces/${first.traceId}`);
      }
      timer = setTimeout(look, everyMs);
    };
    timer = setTimeout(look, everyMs);
    return () => clearTimeout(timer);
  }, [project, router]);
  return arrival;
}
