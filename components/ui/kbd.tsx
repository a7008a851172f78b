/** Keys as they are pressed one after another, e.g. `g w`. */
export function Kbd({ children }: { children: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {children.split(' ').map((key, index) => (
        <kbd key={index} className="inline-flex h-4 min-w-4 items-center justify-center rounded-sm border border-stroke bg-surface-sunken px-1 font-mono text-xs text-content-secondary">{key}</kbd>
      ))}
    </span>
  );
}
