'use client'

import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { cn } from './cn.ts'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'

type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** Accessible name and tooltip. */
  label: string
  /** Key that does the same, shown in the tooltip. */
  shortcut?: string
  children: ReactNode
}

export function IconButton({ label, shortcut, variant = 'ghost', size = 'md', className, ...rest }: IconButtonProps) {
  const tip = shortcut ? (
    <span className="flex items-center gap-2">
      {label} <Kbd>{shortcut}</Kbd>
    </span>
  ) : (
    label
  )
  return (
    <Tooltip content={tip}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={cn(size === 'sm' ? 'w-6 px-0' : 'w-7 px-0', className)}
        {...rest}
      />
    </Tooltip>
  )
}
