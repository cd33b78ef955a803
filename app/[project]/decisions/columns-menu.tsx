"use client";

import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheck, MenuLabel } from "@/components/ui/menu";
import { hideableColumns } from "./decisions-columns";

/** Which columns to show. */
export function ColumnsMenu({ hidden, onChange }: { hidden: string[]; onChange: (hidden: string[]) => void }) {
  return (
    <Menu
      align="end"
      trigger={
        <Button aria-label="Columns" className="w-8 px-0 max-md:hidden">
          <Columns3 />
        </Button>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {Object.entries(hideableColumns).map(([id, title]) => (
        <MenuCheck
          key={id}
          checked={!hidden.includes(id)}
          onCheckedChange={(isShown) => onChange(isShown ? hidden.filter((one) => one !== id) : [...hidden, id])}
        >
          {title}
        </MenuCheck>
      ))}
    </Menu>
  );
}
