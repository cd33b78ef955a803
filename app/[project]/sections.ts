import { FlaskConical, Home, type LucideIcon, Scale, Settings2 } from "lucide-react";

type Section = { title: string; path: string; keys: string; icon: LucideIcon };

/** The screens of a project, as navigation and palette list them. */
export const sections: Section[] = [
  { title: "Overview", path: "", keys: "g o", icon: Home },
  { title: "Decisions", path: "/decisions", keys: "g d", icon: Scale },
  { title: "Suites", path: "/suites", keys: "g s", icon: FlaskConical },
  { title: "Settings", path: "/settings", keys: "g ,", icon: Settings2 },
];
