'use client';

/** The last resort, when even the layout failed: no catalogue and no tokens to count on, so both languages in plain text. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: 20, colorScheme: 'light dark' }}>
        <h1 style={{ fontSize: 22, fontWeight: 500 }}>Something went wrong</h1>
        <p>The page could not be shown. Nothing was lost; try again.</p>
        <p lang="ja">画面を表示できませんでした。データは失われていません。もう一度お試しください。</p>
        <button type="button" onClick={retry}>Try again / 再試行</button>
      </body>
    </html>
  );
}
