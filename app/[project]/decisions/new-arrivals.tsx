"use client";

import { ArrowUp } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import { formatCapped } from "@/lib/format";
import { reach } from "@/lib/reach";
import { countNew } from "./actions";

const everyMs = 4000;
const cap = 10_000;

type Props = { project: string; filter: JudgmentFilter; isShown: boolean; arrival: number; onShow: () => void };

/** Says how many matching decisions have arrived since; shows them only when asked, so that no row moves. */
export function NewArrivals({ project, filter, isShown, arrival, onShow }: Props) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    setCount(0);
    const timer = setInterval(async () => {
      if (document.hidden) return;
      const answer = await reach(countNew({ project, filter, arrival }));
      if (answer.ok) setCount(answer.data);
    }, everyMs);
    return () => clearInterval(timer);
  }, [project, filter, arrival]);
  return (
    <div aria-live="polite" className="pointer-events-none absolute inset-x-0 top-10 z-20 flex justify-center">
      {isShown && count > 0 && (
        <Button
          size="sm"
          variant="primary"
          onClick={onShow}
          className="pointer-events-auto animate-appear rounded-full px-3 shadow-popover"
        >
          <ArrowUp aria-hidden />
          {formatCapped(count, cap)} new
        </Button>
      )}
    </div>
  );
}
