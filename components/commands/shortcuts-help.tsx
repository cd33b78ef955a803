"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { Command } from "./command";

/** The keys that do something here and now. */
export function ShortcutsHelp({ commands, onClose }: { commands: Command[]; onClose: () => void }) {
  const groups = Map.groupBy(
    commands.filter((command) => command.keys),
    (command) => command.group,
  );
  return (
    <Dialog open onOpenChange={onClose} title="Keyboard shortcuts" className="max-w-2xl">
      <div className="gap-x-10 sm:columns-2">
        {[...groups].map(([group, items]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="caption-text mb-1">{group}</h3>
            <dl>
              {items.map((command) => (
                <div key={command.name} className="flex h-7 items-center gap-2">
                  <dt className="min-w-0 flex-1 truncate">{command.title}</dt>
                  <dd>
                    <Kbd keys={command.keys ?? ""} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
