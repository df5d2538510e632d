import type { ReactNode } from 'react'

type FormFieldProps = { label: string; hint?: string; children: ReactNode; className?: string }

/** A control under its label, with a line that says what it is for. */
export function FormField({ label, hint, children, className }: FormFieldProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the control is the child
    <label className={className}>
      <span className="block pb-1 text-sm font-medium">{label}</span>
      {children}
      {hint === undefined ? null : <span className="block pt-1 text-xs text-ink-3">{hint}</span>}
    </label>
  )
}
