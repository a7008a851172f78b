import { LOCALES, type Locale } from './locales';

/** The catalogue that suits an Accept-Language header best; English when none does. */
export function negotiateLocale(header: string | null | undefined): Locale {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
    return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
  });
  wanted.sort((a, b) => b.quality - a.quality);
  for (const { tag, quality } of wanted) {
    const locale = LOCALES.find((candidate) => tag === candidate || tag.startsWith(`${candidate}-`));
    if (locale !== undefined && quality > 0) return locale;
  }
  return 'en';
}
