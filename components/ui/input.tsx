import type { ComponentProps } from "react";
import { cn } from "./cn";

const look =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface text-sm text-ink shadow-raised transition-colors placeholder:text-faint hover:border-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-negative";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input type={type} className={cn(look, "h-8 px-2.5", className)} {...props} />;
}

export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cn(look, "resize-y px-2.5 py-1.5", className)} {...props} />;
}
