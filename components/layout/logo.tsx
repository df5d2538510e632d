/** A dial with one needle: the recorder in the cab. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={className} fill="none" stroke="currentColor" strokeWidth="1.6">
      <circle cx="10" cy="10" r="7.6" />
      <path d="M5.5 12.5a5 5 0 1 1 9 0" strokeDasharray="1.2 2.1" />
      <path d="m10 11 3.2-4.2" strokeLinecap="round" strokeWidth="2" className="stroke-accent" />
    </svg>
  )
}
