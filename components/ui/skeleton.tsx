import { cn } from "./cn";

/** Holds the place of something that is loading, at its size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-sm bg-active", className)} />;
}
