'use client'

import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

type CheckboxProps = {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  /** The visible label; it names the box. */
  children: ReactNode
}

export function Checkbox({ checked, onCheckedChange, disabled, children }: CheckboxProps) {
  return (
    <label className="flex min-w-0 items-center gap-2">
      <Base.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={onCheckedChange}
        className="flex size-3.5 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface data-checked:border-accent-solid data-checked:bg-accent-solid data-disabled:opacity-50"
      >
        <Base.Indicator>
          <Check className="size-3 text-on-accent" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span className="min-w-0 truncate">{children}</span>
    </label>
  )
}
