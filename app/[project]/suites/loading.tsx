import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function SuitesLoading() {
  return (
    <>
      <PageHeader title="Suites" />
      <div role="status" className="sr-only">
        Loading suites
      </div>
      {Array.from({ length: 6 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={index} className="flex h-14 items-center gap-4 border-line border-b px-4 md:px-5">
          <Skeleton className="h-4 w-48" />
          <Skeleton className="ml-auto h-4 w-16" />
        </div>
      ))}
    </>
  );
}
