"use client";

import { CircleUserRound, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { setTheme } from "@/app/theme";
import { useOpenCommands } from "@/components/commands/use-commands";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";

/** Who is signed in; their theme, the keys, and the way out. */
export function PersonMenu({ person }: { person: string }) {
  const open = useOpenCommands();
  return (
    <>
      <form id="sign-out" method="post" action="/sign-out" />
      <Menu
        className="min-w-48"
        trigger={
          <button
            type="button"
            className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-left text-muted hover:bg-active hover:text-ink data-[state=open]:bg-active"
          >
            <CircleUserRound aria-hidden className="size-4 text-faint" strokeWidth={1.75} />
            <span className="min-w-0 flex-1 truncate">
              <span className="sr-only">Signed in as </span>
              {person}
            </span>
          </button>
        }
      >
        <MenuLabel>Theme</MenuLabel>
        <MenuItem onSelect={() => setTheme("system")}>
          <Monitor aria-hidden /> System
        </MenuItem>
        <MenuItem onSelect={() => setTheme("light")}>
          <Sun aria-hidden /> Light
        </MenuItem>
        <MenuItem onSelect={() => setTheme("dark")}>
          <Moon aria-hidden /> Dark
        </MenuItem>
        <MenuSeparator />
        <MenuItem shortcut="?" onSelect={() => open("help")}>
          <Keyboard aria-hidden /> Shortcuts
        </MenuItem>
        <MenuItem onSelect={() => (document.getElementById("sign-out") as HTMLFormElement | null)?.requestSubmit()}>
          <LogOut aria-hidden /> Sign out
        </MenuItem>
      </Menu>
    </>
  );
}
