"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { Tab, TabPanel, Tabs, TabsList } from "@/components/ui/tabs";
import type { CaseItem } from "@/lib/contract/case";
import type { ListedCase, SuiteItem, SuiteVersionItem } from "@/lib/contract/suite";
import { formatCount } from "@/lib/format";
import { CasesTable } from "./cases-table";
import { Conflicts } from "./conflicts";
import { Versions } from "./versions";

const tabs = ["cases", "conflicts", "versions"] as const;
type TabName = (typeof tabs)[number];

/** The tab a URL names; cases unless it names another. */
const parseTab = (value: string | null): TabName => tabs.find((name) => name === value) ?? "cases";

type Props = {
  tab: string | null;
  project: string;
  suite: SuiteItem;
  cases: { items: ListedCase[]; nextCursor: string | null };
  conflicts: CaseItem[][];
  versions: { items: SuiteVersionItem[]; nextCursor: string | null };
};

/** Cases, conflicts and history of a suite; the URL says which is open. */
export function SuiteTabs({ tab: given, project, suite, cases, conflicts, versions }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  const [tab, setTab] = useState(parseTab(given));
  const open = (name: string) => {
    setTab(parseTab(name));
    router.replace(name === "cases" ? pathname : `${pathname}?tab=${name}`, { scroll: false });
  };
  return (
    <Tabs value={tab} onValueChange={open} className="flex min-h-0 flex-1 flex-col">
      <TabsList aria-label="Suite" className="shrink-0 px-4 md:px-5">
        <Tab value="cases">
          Cases <Count of={suite.cases + suite.drafts} />
        </Tab>
        <Tab value="conflicts">
          Conflicts <Count of={suite.conflicts} />
        </Tab>
        <Tab value="versions">
          Versions <Count of={suite.version} />
        </Tab>
      </TabsList>
      <TabPanel value="cases" className="@container flex min-h-0 flex-1 flex-col">
        <CasesTable project={project} suiteId={suite.id} first={cases} />
      </TabPanel>
      <TabPanel value="conflicts" className="min-h-0 flex-1 overflow-y-auto">
        <Conflicts project={project} groups={conflicts} total={suite.conflicts} />
      </TabPanel>
      <TabPanel value="versions" className="min-h-0 flex-1 overflow-y-auto">
        <Versions project={project} suiteId={suite.id} first={versions} />
      </TabPanel>
    </Tabs>
  );
}

function Count({ of }: { of: number }) {
  return <span className="ml-1 text-faint tabular-nums">{formatCount(of)}</span>;
}
