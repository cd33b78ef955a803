import { cn } from "./cn";

const tones = {
  accent: "bg-accent-fill",
  positive: "bg-positive-fill",
  negative: "bg-negative-fill",
  caution: "bg-caution-fill",
  neutral: "bg-line-strong",
};

type Part = { share: number; tone: keyof typeof tones };

/** A thin bar of one or more shares between 0 and 1; a picture only, so the figures belong beside it. */
export function Bar({ parts, className }: { parts: Part[]; className?: string }) {
  return (
    <span aria-hidden className={cn("flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-active", className)}>
      {parts.map(({ share, tone }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a bar have no identity but their place
          key={index}
          className={cn("h-full", tones[tone])}
          style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }}
        />
      ))}
    </span>
  );
}
