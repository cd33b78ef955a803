"use client";

import { useEffect, useState } from "react";
import { formatAgo, formatDateTime, formatDay } from "@/lib/format";

/** A moment: relative while fresh, with the whole of it in UTC on hover. The first paint shows the day. */
export function Time({ at, isRelative = true, className }: { at: string; isRelative?: boolean; className?: string }) {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    if (!isRelative) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, [isRelative]);
  const exact = formatDateTime(at);
  return (
    <time dateTime={at} title={`${exact} UTC`} className={className}>
      {isRelative ? (now === undefined ? formatDay(at) : formatAgo(at, now)) : exact}
    </time>
  );
}
