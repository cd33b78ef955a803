import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function SettingsLoading() {
  return (
    <>
      <PageHeader title="Settings" />
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-10 px-3 py-6 md:px-6">
        {["h-24", "h-24", "h-32", "h-40", "h-40"].map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity but their place
          <Skeleton key={index} className={height} />
        ))}
      </div>
    </>
  );
}
