import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function PointLoading() {
  return (
    <>
      <PageHeader title={<Skeleton className="h-5 w-44" />} />
      <div className="flex flex-col gap-8 px-3 py-5 md:px-5">
        <div className="grid grid-cols-2 gap-6 lg:grid-cols-4">
          {[0, 1, 2, 3].map((index) => (
            <Skeleton key={index} className="h-12" />
          ))}
        </div>
        <Skeleton className="h-40" />
        <Skeleton className="h-72" />
      </div>
    </>
  );
}
