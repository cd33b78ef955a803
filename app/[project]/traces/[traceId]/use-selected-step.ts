"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** The step in the address (`?step=`): selecting one changes the address without asking the server. */
export function useSelectedStep() {
  const pathname = usePathname();
  const params = useSearchParams();
  const selected = params.get("step") ?? undefined;
  const select = useCallback(
    (key: string | undefined) => {
      const next = new URLSearchParams(window.location.search);
      if (key === undefined) next.delete("step");
      else next.set("step", key);
      const query = next.toString();
      window.history.replaceState(null, "", query === "" ? pathname : `${pathname}?${query}`);
    },
    [pathname],
  );
  return { selected, select };
}
