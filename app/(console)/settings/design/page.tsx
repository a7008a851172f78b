import { notFound } from 'next/navigation';
import { Controls } from '@/components/gallery/controls';
import { SampleList } from '@/components/gallery/list';
import { Signs } from '@/components/gallery/signs';
import { PageHeader } from '@/components/ui/page-header';

/** Every part of the console in both themes; development only. */
export default function DesignPage() {
  if (process.env.NODE_ENV === 'production') notFound();
  return (
    <>
      <PageHeader title="Design system" meta="Every part, light and dark side by side" />
      <SampleList />
      <div className="grid grid-cols-1 2xl:grid-cols-2">
        {(['light', 'dark'] as const).map((theme) => (
          <div key={theme} data-theme={theme} className="min-w-0 bg-surface px-5 py-2 text-content">
            <h2 className="text-lg font-medium">{theme}</h2>
            <Signs />
            <Controls />
          </div>
        ))}
      </div>
    </>
  );
}
