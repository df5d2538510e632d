'use client'

import { useId, type ReactNode } from 'react'
import { cn } from './cn.ts'
import { Input, type InputProps } from './input.tsx'

type TextFieldProps = InputProps & {
  label: string
  /** Below the input, read out with it. */
  hint?: ReactNode
  /** At the right end, inside the input. */
  after?: ReactNode
}

/** An input under its name, as wide as the form. */
export function TextField({ label, hint, after, className, ...rest }: TextFieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative flex">
        <Input
          id={id}
          aria-describedby={hint === undefined ? undefined : hintId}
          className={cn(
            'h-8 w-full read-only:bg-sunken read-only:text-ink-2',
            after !== undefined && 'pr-9',
            className,
          )}
          {...rest}
        />
        {after === undefined ? null : <div className="absolute inset-y-0 right-0.5 flex items-center">{after}</div>}
      </div>
      {hint === undefined ? null : (
        <div id={hintId} className="text-sm text-ink-2">
          {hint}
        </div>
      )}
    </div>
  )
}
