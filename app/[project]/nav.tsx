"use client";

import { Check, ChevronsUpDown, Search } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useOpenCommands } from "@/components/commands/use-commands";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { ProjectItem } from "@/db/queries/projects";
import { Logo } from "./logo";
import { PersonMenu } from "./person-menu";
import { sections } from "./sections";

type Props = { project: string; projects: ProjectItem[]; person: string };

/** Left navigation: project, search, screens, person. */
export function Nav({ project, projects, person }: Props) {
  return (
    <div className="flex h-full flex-col gap-3 p-2">
      <ProjectSwitcher project={project} projects={projects} />
      <PaletteButton />
      <nav aria-label="Screens" className="flex flex-col gap-px">
        {sections.map((section) => (
          <NavLink key={section.title} href={`/${project}${section.path}`} {...section} />
        ))}
      </nav>
      <div className="mt-auto">
        <PersonMenu person={person} />
      </div>
    </div>
  );
}

function ProjectSwitcher({ project, projects }: Omit<Props, "person">) {
  const router = useRouter();
  const current = projects.find(({ id }) => id === project);
  return (
    <Menu
      className="min-w-48"
      trigger={
        <button
          type="button"
          className="flex h-8 items-center gap-2 rounded-md px-2 text-left hover:bg-active max-md:mr-9 data-[state=open]:bg-active"
        >
          <Logo className="size-4.5 shrink-0 text-accent" />
          <span className="min-w-0 flex-1 truncate font-semibold">
            <span className="sr-only">Project: </span>
            {current?.name ?? project}
          </span>
          <ChevronsUpDown aria-hidden className="size-3 text-faint" />
        </button>
      }
    >
      <MenuLabel>Projects</MenuLabel>
      {projects.map(({ id, name }) => (
        <MenuItem key={id} onSelect={() => router.push(`/${id}`)}>
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {id === project && <Check aria-hidden className="text-accent" />}
        </MenuItem>
      ))}
    </Menu>
  );
}

function PaletteButton() {
  const open = useOpenCommands();
  return (
    <button
      type="button"
      onClick={() => open("palette")}
      className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-faint text-xs shadow-raised hover:border-line-strong hover:text-muted"
    >
      <Search aria-hidden className="size-3.5" />
      <span className="flex-1 text-left">Commands</span>
      <Kbd keys="mod+k" />
    </button>
  );
}

function NavLink({ href, title, icon: Icon, path }: (typeof sections)[number] & { href: string }) {
  const pathname = usePathname();
  const isCurrent = path === "" ? pathname === href : pathname === href || pathname.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-muted transition-colors hover:bg-active hover:text-ink",
        isCurrent && "bg-active text-ink",
      )}
    >
      <Icon aria-hidden className={cn("size-4", isCurrent ? "text-accent" : "text-faint")} strokeWidth={1.75} />
      {title}
    </Link>
  );
}
