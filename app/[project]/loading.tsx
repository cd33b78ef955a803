import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function ProjectLoading() {
  return (
    <>
      <PageHeader title={<Skeleton className="h-4 w-24" />} />
      <div role="status" aria-label="Loading" className="flex flex-col gap-3 px-3 py-5 md:px-5">
        {[72, 64, 80, 56, 68].map((width) => (
          <Skeleton key={width} className="h-9" />
        ))}
      </div>
    </>
  );
}
