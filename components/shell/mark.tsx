/** The watchtower: a roof, a lit window, four legs. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 18 18" fill="none" className="shrink-0 text-content-accent">
      <path d="M1.5 6.5 9 1.5l7.5 5M4 6.5h10M5 6.5v4h8v-4M6 10.5l-2 6M12 10.5l2 6M5 13.5h8" stroke="currentColor" strokeWidth="1.25" strokeLinejoin="round" strokeLinecap="round" />
      <path d="M8 8h2v1.5H8z" fill="currentColor" />
    </svg>
  );
}
