import type { ComponentProps } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type Props = Omit<ComponentProps<typeof Button>, "aria-label"> & { label: string; shortcut?: string };

/** A square button with an icon; its name is spoken and shown as a tooltip. */
export function IconButton({ label, shortcut, className, size = "sm", variant = "ghost", ...props }: Props) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={cn(size === "sm" ? "w-7" : "w-8", "px-0 [&_svg]:size-4", className)}
        {...props}
      />
    </Tooltip>
  );
}
