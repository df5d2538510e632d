'use client'

import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { cn } from './cn.ts'

export type SelectProps<T extends string> = {
  /** Accessible name. */
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onValueChange: (value: T) => void
  className?: string
}

export function Select<T extends string>({ label, value, options, onValueChange, className }: SelectProps<T>) {
  return (
    <Base.Root items={options} value={value} onValueChange={(next) => next !== null && onValueChange(next)}>
      <Base.Trigger
        aria-label={label}
        className={cn(
          'flex h-7 items-center justify-between gap-2 rounded border border-line-strong bg-surface px-2 text-sm hover:bg-hover',
          className,
        )}
      >
        <Base.Value className="truncate" />
        <Base.Icon>
          <ChevronsUpDown className="size-3 text-ink-3" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) animate-open overflow-y-auto rounded-lg bg-raised p-1 shadow-float outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex h-7 cursor-default items-center gap-2 rounded pr-3 pl-1.5 text-base outline-none select-none data-highlighted:bg-hover"
              >
                <span className="w-3.5">
                  <Base.ItemIndicator>
                    <Check className="size-3.5 text-ink-3" />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText>{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
