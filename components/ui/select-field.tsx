'use client'

import type { ReactNode } from 'react'
import { Select, type SelectProps } from './select.tsx'

type SelectFieldProps<T extends string> = SelectProps<T> & {
  /** Below the choice. */
  hint?: ReactNode
}

/** A choice under its name, as wide as the form. */
export function SelectField<T extends string>({ label, hint, ...rest }: SelectFieldProps<T>) {
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="text-sm font-medium">
        {label}
      </span>
      <Select label={label} className="h-8 w-full" {...rest} />
      {hint === undefined ? null : <span className="text-sm text-ink-2">{hint}</span>}
    </div>
  )
}
