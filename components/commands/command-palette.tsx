"use client";

import { Command as Palette } from "cmdk";
import { Search } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import type { Command } from "./command";

/** Every command on offer, found by typing. */
export function CommandPalette({ commands, onClose }: { commands: Command[]; onClose: () => void }) {
  const groups = Map.groupBy(
    commands.filter((command) => !command.isKeyOnly),
    (command) => command.group,
  );
  return (
    <Palette.Dialog
      open
      onOpenChange={onClose}
      label="Commands"
      overlayClassName="fixed inset-0 z-40 bg-backdrop"
      contentClassName="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-popover"
    >
      <div className="flex h-11 items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <Palette.Input
          placeholder="Type a command"
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
        />
        <Kbd keys="escape" />
      </div>
      <Palette.List className="max-h-[50vh] overflow-y-auto p-1.5">
        <Palette.Empty className="px-3 py-8 text-center text-muted">No command matches.</Palette.Empty>
        {[...groups].map(([group, items]) => (
          <Palette.Group
            key={group}
            heading={group}
            className="**:[[cmdk-group-heading]]:caption-text **:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1"
          >
            {items.map((command) => (
              <Palette.Item
                key={command.name}
                value={`${command.group} ${command.title}`}
                onSelect={() => {
                  onClose();
                  command.effect();
                }}
                className="flex h-8.5 items-center gap-2 rounded-md px-2.5 text-sm data-[selected=true]:bg-active"
              >
                <span className="min-w-0 flex-1 truncate">{command.title}</span>
                {command.keys && <Kbd keys={command.keys} />}
              </Palette.Item>
            ))}
          </Palette.Group>
        ))}
      </Palette.List>
    </Palette.Dialog>
  );
}
