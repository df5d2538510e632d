import { Input as BaseInput } from '@base-ui/react/input'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export type InputProps = Omit<ComponentProps<typeof BaseInput>, 'className'> & { className?: string }

export function Input({ className, ...rest }: InputProps) {
  return (
    <BaseInput
      className={cn(
        'h-7 min-w-0 rounded border border-line-strong bg-surface px-2 text-base text-ink placeholder:text-ink-3 focus:border-accent focus:outline-1 focus:-outline-offset-1 focus:outline-accent disabled:opacity-50',
        className,
      )}
      {...rest}
    />
  )
}
