import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { CommandProvider } from "@/components/commands/command-provider";
import { NavSheet } from "@/components/ui/nav-sheet";
import { listProjects } from "@/db/queries/projects";
import { Nav } from "./nav";
import { ProjectCommands } from "./project-commands";

type Props = { children: ReactNode; params: Promise<{ project: string }> };

export default async function ProjectLayout({ children, params }: Props) {
  const [{ project }, person] = await Promise.all([params, requirePerson()]);
  const projects = await listProjects(db());
  if (!projects.some(({ id }) => id === project)) notFound();
  const nav = <Nav project={project} projects={projects} person={person.name} />;
  return (
    <CommandProvider>
      <ProjectCommands project={project} projects={projects} />
      <NavSheet nav={nav}>
        <a
          href="#main"
          className="absolute top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent-fill px-3 py-1.5 text-accent-ink focus:translate-y-0"
        >
          Skip to content
        </a>
        <div className="flex h-dvh">
          <aside className="hidden w-52 shrink-0 border-line border-r bg-canvas md:block">{nav}</aside>
          <main
            id="main"
            tabIndex={-1}
            className="flex min-w-0 flex-1 flex-col overflow-y-auto bg-surface outline-none"
          >
            {children}
          </main>
        </div>
      </NavSheet>
    </CommandProvider>
  );
}
