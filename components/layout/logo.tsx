/** A dial with one needle: the recorder in the cab. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={className} fill="none" stroke="currentColor" strokeWidth="1.6">
      <circle cx="10" cy="10" r="7.6" />
      <circle cx="10" cy="10" r="3.6" strokeDasharray="2.2 1.57" />
      <path d="M10 10 15 5" strokeLinecap="round" className="stroke-accent" />
    </svg>
  )
}
