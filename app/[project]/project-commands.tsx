"use client";

import { useRouter } from "next/navigation";
import { setTheme, themes } from "@/app/theme";
import { useCommandSearch, useCommands } from "@/components/commands/use-commands";
import type { ProjectItem } from "@/db/queries/projects";
import { formatDateTime } from "@/lib/format";
import { reach } from "@/lib/reach";
import { visibleText } from "@/lib/visible-text";
import { sections } from "./sections";
import { findSubjects } from "./subject-actions";

/** What can be done from every screen of a project. */
export function ProjectCommands({ project, projects }: { project: string; projects: ProjectItem[] }) {
  const router = useRouter();
  useCommandSearch(async (subject) => {
    const result = await reach(findSubjects({ project, subject }));
    if (!result.ok) return [];
    return result.data.map(({ traceId, spanId, workflow, type, id, startedAt }) => ({
      name: `subject.${traceId}.${spanId}`,
      title: visibleText(`${type} ${id} · ${workflow} · ${formatDateTime(startedAt)}`),
      group: "Found",
      effect: () => router.push(`/${project}/traces/${traceId}?step=execution:${spanId}`),
    }));
  });
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
