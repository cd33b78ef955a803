"use client";

import { useRouter } from "next/navigation";
import { setTheme, themes } from "@/app/theme";
import { useCommands } from "@/components/commands/use-commands";
import type { ProjectItem } from "@/db/queries/projects";
import { sections } from "./sections";

/** What can be done from every screen of a project. */
export function ProjectCommands({ project, projects }: { project: string; projects: ProjectItem[] }) {
  const router = useRouter();
  useCommands([
    ...sections.map(({ title, path, keys }) => ({
      name: `go.${title}`,
      title,
      group: "Go to",
      keys,
      effect: () => router.push(`/${project}${path}`),
    })),
    ...projects
      .filter(({ id }) => id !== project)
      .map(({ id, name }) => ({
        name: `project.${id}`,
        title: `Switch to ${name}`,
        group: "Project",
        effect: () => router.push(`/${id}`),
      })),
    ...themes.map((theme) => ({
      name: `theme.${theme}`,
      title: `Use the ${theme === "system" ? "system's" : theme} theme`,
      group: "Appearance",
      effect: () => setTheme(theme),
    })),
  ]);
  return null;
}
