'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

type TabItem<T extends string> = { value: T; label: ReactNode; disabled?: boolean }

type TabsProps<T extends string> = {
  /** Accessible name of the tab list. */
  label: string
  items: readonly TabItem<T>[]
  value: T
  onValueChange: (value: T) => void
  /** `TabPanel`s, and whatever stands between list and panels. */
  children: ReactNode
  className?: string
  listClassName?: string
  /** Many tabs stand in several rows instead of scrolling. */
  wrap?: boolean
  /** Right end of the tab row. */
  actions?: ReactNode
}

export function Tabs<T extends string>(props: TabsProps<T>) {
  const { label, items, value, onValueChange, children, className, listClassName, wrap, actions } = props
  return (
    <Base.Root value={value} onValueChange={onValueChange} className={cn('flex min-h-0 flex-col', className)}>
      <div className={cn('flex shrink-0 items-center gap-2 border-b px-3', listClassName)}>
        <Base.List
          aria-label={label}
          className={cn('flex min-w-0 flex-1 gap-1', wrap ? 'flex-wrap' : 'scroll-quiet overflow-x-auto')}
        >
          {items.map((item) => (
            <Base.Tab
              key={item.value}
              value={item.value}
              disabled={item.disabled}
              className="-mb-px h-8 shrink-0 border-b-2 border-transparent px-2 text-sm whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:text-ink data-disabled:text-ink-3"
            >
              {item.label}
            </Base.Tab>
          ))}
        </Base.List>
        {actions}
      </div>
      {children}
    </Base.Root>
  )
}

export function TabPanel({ value, children, className }: { value: string; children: ReactNode; className?: string }) {
  return (
    <Base.Panel value={value} className={cn('min-h-0 flex-1 outline-none', className)}>
      {children}
    </Base.Panel>
  )
}
