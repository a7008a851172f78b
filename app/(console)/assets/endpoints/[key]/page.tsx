import type { Metadata } from 'next';
import { AssetRoute } from '../../asset-route';
import { loadAsset } from '../../load-asset';

interface Props { params: Promise<{ key: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { key } = await params;
  return { title: (await loadAsset('endpoint', key))?.name ?? key };
}

export default async function EndpointPage({ params }: Props) {
  return <AssetRoute kind="endpoint" part={(await params).key} />;
}
