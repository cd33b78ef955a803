"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ActionResult } from "@/lib/action";
import type { Consequence } from "@/lib/consequence/types";
import { canonicalJson } from "@/lib/contract/canonical-json";
import type { Json } from "@/lib/contract/json";
import { reach } from "@/lib/reach";

export type Explain = (input: {
  project: string;
  judgmentId: string;
  answers: Json[];
}) => Promise<ActionResult<{ consequences: Consequence[] }>>;

/** What is known of an answer's consequence: undefined while it is being found out. */
export type Explained = Consequence | { error: string } | undefined;

type Place = { project: string; judgmentId: string; explain: Explain };

const settleMs = 300;

/**
 * Consequences by answer: those of `prefetched` are asked for at once, so that walking the choices waits for
 * nothing; `answer` a moment after it stops changing. Each is asked for once.
 */
export function useConsequences(
  { project, judgmentId, explain }: Place,
  { prefetched, answer }: { prefetched: Json[]; answer: Json | undefined },
): (answer: Json | undefined) => Explained {
  const [found, setFound] = useState<ReadonlyMap<string, Explained>>(new Map());
  const asked = useRef(new Set<string>());

  const ask = useCallback(
    async (answers: Json[]) => {
      const missing = answers.filter((one) => !asked.current.has(canonicalJson(one)));
      if (missing.length === 0) return;
      for (const one of missing) asked.current.add(canonicalJson(one));
      const result = await reach(explain({ project, judgmentId, answers: missing }));
      const add = (one: Json, at: number): [string, Explained] => [
        canonicalJson(one),
        result.ok ? result.data.consequences[at] : { error: result.error.message },
      ];
      setFound((before) => new Map([...before, ...missing.map(add)]));
    },
    [project, judgmentId, explain],
  );

  const first = canonicalJson(prefetched);
  useEffect(() => {
    const answers = JSON.parse(first) as Json[];
    if (answers.length > 0) void ask(answers);
  }, [ask, first]);

  const wanted = answer === undefined ? undefined : canonicalJson(answer);
  useEffect(() => {
    if (wanted === undefined) return;
    const timer = setTimeout(() => void ask([JSON.parse(wanted) as Json]), settleMs);
    return () => clearTimeout(timer);
  }, [ask, wanted]);

  return (one) => (one === undefined ? undefined : found.get(canonicalJson(one)));
}
