import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function TraceLoading() {
  return (
    <>
      <PageHeader title={<Skeleton className="h-5 w-44" />} />
      <div className="flex shrink-0 gap-7 px-3 py-2.5 md:px-5">
        {["w-28", "w-14", "w-20", "w-20", "w-36"].map((width) => (
          <Skeleton key={width} className={`h-9 ${width}`} />
        ))}
      </div>
      <div className="h-9 shrink-0 border-line border-b" />
      <div className="grid flex-1 content-start gap-x-24 gap-y-3 bg-canvas p-4 md:grid-cols-2 md:pl-17">
        {[0, 1, 2, 3].map((index) => (
          <Skeleton key={index} className="h-44 rounded-lg" />
        ))}
      </div>
    </>
  );
}
