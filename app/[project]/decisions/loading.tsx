import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const widths = ["w-3/4", "w-1/2", "w-2/3", "w-5/6", "w-3/5"];

export default function DecisionsLoading() {
  return (
    <>
      <PageHeader title="Decisions" />
      <div className="flex h-12 items-center gap-2 border-b px-3 md:px-5">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-7 w-20" />
        <Skeleton className="h-7 w-20" />
      </div>
      <div role="status" className="sr-only">
        Loading decisions
      </div>
      {Array.from({ length: 18 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={index} className="flex h-9 items-center gap-4 border-b px-4 md:px-5">
          <Skeleton className="h-3 w-14" />
          <Skeleton className="h-3 w-28" />
          <Skeleton className={`h-3 ${widths[index % widths.length]}`} />
        </div>
      ))}
    </>
  );
}
