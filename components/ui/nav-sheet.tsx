"use client";

import { Menu as MenuIcon, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { Dialog } from "radix-ui";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { focusContent } from "./dialog";
import { IconButton } from "./icon-button";

const OpenNav = createContext<() => void>(() => {});

/** Puts the navigation into a sheet on narrow screens; `NavSheetTrigger` in the page's head opens it. */
export function NavSheet({ nav, children }: { nav: ReactNode; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the sheet
  useEffect(() => setOpen(false), [pathname]);
  return (
    <OpenNav value={() => setOpen(true)}>
      {children}
      <Dialog.Root open={isOpen} onOpenChange={setOpen}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-backdrop" />
          <Dialog.Content
            aria-describedby={undefined}
            onOpenAutoFocus={focusContent}
            className="fixed inset-y-0 left-0 z-50 flex w-64 flex-col border-line border-r bg-canvas shadow-popover outline-none"
          >
            <Dialog.Title className="sr-only">Navigation</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close navigation" className="absolute top-2.5 right-2">
                <X />
              </IconButton>
            </Dialog.Close>
            {nav}
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </OpenNav>
  );
}

export function NavSheetTrigger() {
  const open = useContext(OpenNav);
  return (
    <IconButton label="Open navigation" className="-ml-1 md:hidden" onClick={open}>
      <MenuIcon />
    </IconButton>
  );
}
