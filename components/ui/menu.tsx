"use client";

import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

const itemLook =
  "relative flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-active [&_svg]:size-3.5 [&_svg]:shrink-0";

/** A button that opens a list of things to do or choose: `<Menu trigger={<Button>…</Button>}><MenuItem/></Menu>`. */
export function Menu({
  trigger,
  align = "start",
  className,
  children,
}: {
  trigger: ReactNode;
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-appear overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-popover",
            className,
          )}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type ItemProps = ComponentProps<typeof DropdownMenu.Item> & { shortcut?: string };

export function MenuItem({ className, shortcut, children, ...props }: ItemProps) {
  return (
    <DropdownMenu.Item className={cn(itemLook, className)} {...props}>
      {children}
      {shortcut && <Kbd keys={shortcut} className="ml-auto pl-4" />}
    </DropdownMenu.Item>
  );
}

/** An item that is on or off; the menu stays open so that several can be set. */
export function MenuCheck({ className, children, ...props }: ComponentProps<typeof DropdownMenu.CheckboxItem>) {
  return (
    <DropdownMenu.CheckboxItem
      className={cn(itemLook, "pl-7", className)}
      onSelect={(event) => event.preventDefault()}
      {...props}
    >
      <DropdownMenu.ItemIndicator className="absolute left-2 text-accent">
        <Check />
      </DropdownMenu.ItemIndicator>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="caption-text px-2 pt-1.5 pb-1">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
