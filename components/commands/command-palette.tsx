"use client";

import { Command as Palette } from "cmdk";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import type { Command, CommandSearch } from "./command";
import { useFound } from "./use-found";

type Props = { commands: Command[]; searches: CommandSearch[]; onClose: () => void };

/** Every command on offer, found by typing, and what the typed text names: a subject's executions. */
export function CommandPalette({ commands, searches, onClose }: Props) {
  const [query, setQuery] = useState("");
  const [selected, setSelected] = useState("");
  const found = useFound(query, searches);
  // What a typed id names is what was meant: Enter goes there.
  useEffect(() => {
    if (found[0]) setSelected(found[0].name);
  }, [found]);
  const groups = Map.groupBy(
    commands.filter((command) => !command.isKeyOnly),
    (command) => command.group,
  );
  return (
    <Palette.Dialog
      open
      onOpenChange={onClose}
      label="Commands"
      value={selected}
      onValueChange={setSelected}
      overlayClassName="fixed inset-0 z-40 bg-backdrop"
      contentClassName="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-popover"
    >
      <div className="flex h-11 items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <Palette.Input
          placeholder="Type a command or a subject's id"
          value={query}
          onValueChange={setQuery}
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
        />
        <Kbd keys="escape" />
      </div>
      <Palette.List className="max-h-[50vh] overflow-y-auto p-1.5">
        {found.length === 0 && (
          <Palette.Empty className="px-3 py-8 text-center text-muted">No command and no subject matches.</Palette.Empty>
        )}
        {[...groups].map(([group, items]) => (
          <Palette.Group key={group} heading={group} className={groupLook}>
            {items.map((command) => (
              <CommandItem key={command.name} command={command} onClose={onClose} />
            ))}
          </Palette.Group>
        ))}
        {found.length > 0 && (
          <Palette.Group forceMount heading="Found" className={groupLook}>
            {found.map((command) => (
              <CommandItem key={command.name} isFound command={command} onClose={onClose} />
            ))}
          </Palette.Group>
        )}
      </Palette.List>
    </Palette.Dialog>
  );
}

const groupLook =
  "**:[[cmdk-group-heading]]:caption-text **:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1";

type ItemProps = { command: Command; isFound?: boolean; onClose: () => void };

function CommandItem({ command, isFound = false, onClose }: ItemProps) {
  return (
    <Palette.Item
      forceMount={isFound}
      value={isFound ? command.name : `${command.group} ${command.title}`}
      onSelect={() => {
        onClose();
        command.effect();
      }}
      className="flex h-8.5 items-center gap-2 rounded-md px-2.5 text-sm data-[selected=true]:bg-active"
    >
      <span className="min-w-0 flex-1 truncate">{command.title}</span>
      {command.keys && <Kbd keys={command.keys} />}
    </Palette.Item>
  );
}
