import { Button as BaseButton } from '@base-ui/react/button'
import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export const buttonClasses = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 data-disabled:cursor-not-allowed data-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        outline: 'border border-line-strong bg-surface text-ink hover:bg-hover data-popup-open:bg-hover',
        ghost: 'text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink',
        primary: 'bg-accent-solid text-on-accent hover:brightness-110',
        danger: 'border border-line-strong bg-surface text-bad hover:bg-bad-soft',
        link: 'text-accent underline-offset-2 hover:underline',
      },
      size: {
        sm: 'h-6 px-2 text-sm',
        md: 'h-7 px-2.5 text-sm',
        lg: 'h-8 px-3 text-base',
        inline: 'h-auto p-0',
      },
    },
    defaultVariants: { variant: 'outline', size: 'md' },
  },
)

export type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> &
  VariantProps<typeof buttonClasses> & { className?: string }

export function Button({ variant, size, className, ...rest }: ButtonProps) {
  return <BaseButton className={cn(buttonClasses({ variant, size }), className)} {...rest} />
}
