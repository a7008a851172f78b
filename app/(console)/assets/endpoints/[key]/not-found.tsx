import { AssetNotFound } from '@/components/assets/asset-not-found';

export default function NoSuchAsset() {
  return <AssetNotFound />;
}
